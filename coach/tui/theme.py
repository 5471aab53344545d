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


def _look(
    name: str,
    colours: dict[str, str],
    *,
    dark: bool,
    primary: str,
    secondary: str,
    foreground: str,
    background: str,
    surface: str,
    panel: str,
    bright: str,
    footer: str,
    hover: str,
    selection: str,
) -> Theme:
    """A theme of full colours, in which the same parts have the same relations.

    Args:
        name: Its name.
        colours: The program's own colours.
        dark: Whether its ground is dark.
        primary: What has the keys, and what leads on.
        secondary: A second accent, for what Textual draws itself.
        foreground: Words.
        background: The ground.
        surface: The ground of the title line and the footer.
        panel: The ground of lines that are typed into.
        bright: Words that are marked.
        footer: What a key of the footer does.
        hover: A scrollbar beneath the mouse.
        selection: How strong the ground of selected text is, in percent.
    """
    quiet, line, cursor = colours["quiet"], colours["line"], colours["cursor"]
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=secondary,
        accent=primary,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        success=colours["skill-commitment"],
        warning=colours["skill-counter"],
        error=colours["conduct"],
        variables=colours
        | {
            "cell": foreground,
            "text-muted": quiet,
            "border": primary,
            "border-blurred": line,
            "block-cursor-background": cursor,
            "block-cursor-foreground": bright,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": foreground,
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": f"{primary} {selection}",
            "footer-background": surface,
            "footer-key-foreground": primary,
            "footer-description-foreground": footer,
            "scrollbar": line,
            "scrollbar-hover": hover,
            "scrollbar-active": primary,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
        },
    )


DARK = _look(
    "coach-dark", _DARK, dark=True, primary="#74C2C4", secondary="#9DB4CE", foreground="#D8DDE5",
    background="#14181F", surface="#181D25", panel="#1F2630", bright="#EEF2F6", footer="#A3ADBB",
    hover="#4A5668", selection="30%",
)  # fmt: skip
"""Ink and slate, one cool accent: for evenings and dim rooms."""

LIGHT = _look(
    "coach-light", _LIGHT, dark=False, primary="#0E6B72", secondary="#3F5F86", foreground="#242A31",
    background="#F7F5F0", surface="#F2EFE8", panel="#E9E6DD", bright="#101418", footer="#4C545E",
    hover="#A9A79E", selection="25%",
)  # fmt: skip
"""Paper and ink, the same accents darkened to read well: for bright rooms."""

CONTRAST = _look(
    "coach-contrast", _CONTRAST, dark=True, primary="#5FF0FF", secondary="#FFFFFF",
    foreground="#FFFFFF", background="#000000", surface="#000000", panel="#1C1C1C",
    bright="#FFFFFF", footer="#FFFFFF", hover="#FFFFFF", selection="45%",
)  # fmt: skip
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
        "cell": "ansi_black",
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
        "block-cursor-text-style": "none",
        "block-cursor-background": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
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
    look = DARK if dark else LIGHT
    return {name: look.variables[name] for name in (*_DARK, "cell")}


SKILL_WIDTH = max(len(skill) for skill in SKILLS)
"""Cells that the longest name of a skill takes."""
