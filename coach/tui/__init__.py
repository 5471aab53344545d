"""The screens: the only part that knows Textual."""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")
# Textual reads it once, as it is imported, and paints 60 times a second without it: a letter typed
# right after another would wait 17 ms for its turn. Where nothing changes nothing is painted.
