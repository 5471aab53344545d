"""How a typed reply is scored: cues, key points, commitment, skills, bands."""
