"""The one look: themes, one accent for each skill, and the names of both for styles and CSS.

Every colour of the program is a variable here. Style sheets and `Content` styles name the
variable (`$skill-tone`), so a change of theme repaints everything. Colour is never the only
sign: each use stands beside a word, a number or a mark.
"""

from textual.theme import Theme

from coach.domain.excuse import BAND_WORDS, SKILLS, Skill

_DARK = {
    "skill-tone": "#7FB2F0",
    "skill-target": "#B9A2F2",
    "skill-appeal": "#EE9BB9",
    "skill-counter": "#E3BD72",
    "skill-commitment": "#86C99B",
    "conduct": "#F08C7A",
    "band-0": "#F08C7A",
    "band-1": "#E8A66C",
    "band-2": "#DCC77A",
    "band-3": "#9CCB8B",
    "band-4": "#7FD1A6",
    "quiet": "#8A94A3",
    "line": "#343D4B",
    "voice": "#D9C7A3",
    "track": "#414B5A",
    "cursor": "#26303E",
}
_LIGHT = {
    "skill-tone": "#2359B0",
    "skill-target": "#6A3FB5",
    "skill-appeal": "#AB2C63",
    "skill-counter": "#855700",
    "skill-commitment": "#216B3C",
    "conduct": "#B03020",
    "band-0": "#B03020",
    "band-1": "#A34C08",
    "band-2": "#776000",
    "band-3": "#3E6E1C",
    "band-4": "#14694A",
    "quiet": "#626A74",
    "line": "#CFCDC4",
    "voice": "#6B5426",
    "track": "#C2C0B7",
    "cursor": "#E4EBEA",
}
_CONTRAST = {
    "skill-tone": "#8FC7FF",
    "skill-target": "#D3BBFF",
    "skill-appeal": "#FFB3D1",
    "skill-counter": "#FFD75E",
    "skill-commitment": "#7DFF9E",
    "conduct": "#FF9D8A",
    "band-0": "#FF9D8A",
    "band-1": "#FFB870",
    "band-2": "#FFE36E",
    "band-3": "#B8F58C",
    "band-4": "#7DFFC0",
    "quiet": "#D6D6D6",
    "line": "#B0B0B0",
    "voice": "#FFE9B8",
    "track": "#8C8C8C",
    "cursor": "#3A3A3A",
}
_SIXTEEN = {
    "skill-tone": "ansi_bright_blue",
    "skill-target": "ansi_bright_magenta",
    "skill-appeal": "ansi_magenta",
    "skill-counter": "ansi_yellow",
    "skill-commitment": "ansi_green",
    "conduct": "ansi_bright_red",
    "band-0": "ansi_bright_red",
    "band-1": "ansi_red",
    "band-2": "ansi_yellow",
    "band-3": "ansi_green",
    "band-4": "ansi_bright_green",
    "quiet": "ansi_default",
    "line": "ansi_bright_black",
    "voice": "ansi_yellow",
    "track": "ansi_bright_black",
    "cursor": "ansi_default",
}

DARK = Theme(
    name="coach-dark",
    dark=True,
    primary="#74C2C4",
    secondary="#9DB4CE",
    accent="#74C2C4",
    foreground="#D8DDE5",
    background="#14181F",
    surface="#181D25",
    panel="#1F2630",
    success="#86C99B",
    warning="#E3BD72",
    error="#F08C7A",
    variables=_DARK
    | {
        "text-muted": "#8A94A3",
        "border": "#74C2C4",
        "border-blurred": "#343D4B",
        "block-cursor-background": "#26303E",
        "block-cursor-foreground": "#EEF2F6",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#1F2630",
        "block-cursor-blurred-foreground": "#D8DDE5",
        "input-cursor-background": "#D8DDE5",
        "input-selection-background": "#74C2C4 30%",
        "footer-background": "#181D25",
        "footer-key-foreground": "#74C2C4",
        "footer-description-foreground": "#A3ADBB",
        "scrollbar": "#343D4B",
        "scrollbar-hover": "#4A5668",
        "scrollbar-active": "#74C2C4",
        "scrollbar-background": "#14181F",
        "scrollbar-background-hover": "#14181F",
        "scrollbar-background-active": "#14181F",
    },
)
"""Ink and slate, one cool accent: for evenings and dim rooms."""

LIGHT = Theme(
    name="coach-light",
    dark=False,
    primary="#0E6B72",
    secondary="#3F5F86",
    accent="#0E6B72",
    foreground="#242A31",
    background="#F7F5F0",
    surface="#F2EFE8",
    panel="#E9E6DD",
    success="#216B3C",
    warning="#855700",
    error="#B03020",
    variables=_LIGHT
    | {
        "text-muted": "#626A74",
        "border": "#0E6B72",
        "border-blurred": "#CFCDC4",
        "block-cursor-background": "#DCE8E6",
        "block-cursor-foreground": "#101418",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#E9E6DD",
        "block-cursor-blurred-foreground": "#242A31",
        "input-cursor-background": "#242A31",
        "input-cursor-foreground": "#F7F5F0",
        "input-selection-background": "#0E6B72 25%",
        "footer-background": "#F2EFE8",
        "footer-key-foreground": "#0E6B72",
        "footer-description-foreground": "#4C545E",
        "scrollbar": "#CFCDC4",
        "scrollbar-hover": "#A9A79E",
        "scrollbar-active": "#0E6B72",
        "scrollbar-background": "#F7F5F0",
        "scrollbar-background-hover": "#F7F5F0",
        "scrollbar-background-active": "#F7F5F0",
    },
)
"""Paper and ink, the same accents darkened to read well: for bright rooms."""

CONTRAST = Theme(
    name="coach-contrast",
    dark=True,
    primary="#5FF0FF",
    secondary="#FFFFFF",
    accent="#5FF0FF",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1C1C1C",
    success="#7DFF9E",
    warning="#FFD75E",
    error="#FF9D8A",
    variables=_CONTRAST
    | {
        "text-muted": "#D6D6D6",
        "border": "#5FF0FF",
        "border-blurred": "#B0B0B0",
        "block-cursor-background": "#3A3A3A",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#1C1C1C",
        "block-cursor-blurred-foreground": "#FFFFFF",
        "input-cursor-background": "#FFFFFF",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#5FF0FF 45%",
        "footer-background": "#000000",
        "footer-key-foreground": "#5FF0FF",
        "footer-description-foreground": "#FFFFFF",
        "scrollbar": "#B0B0B0",
        "scrollbar-hover": "#FFFFFF",
        "scrollbar-active": "#5FF0FF",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
    },
)
"""Black ground, white words, bright accents: every colour at least 7 to 1 against the ground."""

SIXTEEN = Theme(
    name="coach-16",
    dark=True,
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    accent="ansi_cyan",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_bright_red",
    background="ansi_default",
    foreground="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=_SIXTEEN
    | {
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "text-muted": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "border": "ansi_cyan",
        "border-blurred": "ansi_bright_black",
        "block-cursor-text-style": "reverse",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "footer-key-foreground": "ansi_cyan",
    },
)
"""The terminal's own sixteen colours and background, for terminals that have no more."""

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST, SIXTEEN)
"""All themes, the usual one first."""
LOOKS = tuple(theme.name for theme in (DARK, LIGHT, CONTRAST))
"""The looks that one key goes through."""


def skill_style(skill: Skill) -> str:
    """The style of a skill's accent: `$skill-tone`."""
    return f"$skill-{skill}"


def band_style(band: int) -> str:
    """The style of a band from 0 to 4."""
    return f"$band-{max(0, min(band, len(BAND_WORDS) - 1))}"


def fallback(*, dark: bool) -> dict[str, str]:
    """The program's own variables, for themes that are not its own: their names and colours."""
    return dict(_DARK if dark else _LIGHT)


SKILL_WIDTH = max(len(skill) for skill in SKILLS)
"""Cells that the longest name of a skill takes."""
