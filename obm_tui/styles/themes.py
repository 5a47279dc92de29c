"""The two themes. Colours come from the 256 every terminal has, so that Terminal.app shows what iTerm shows."""

from textual.theme import Theme

from obm_tui.domain.clients import ClientColour

DARK = Theme(
    name="obm-dark",
    dark=True,
    primary="#87afff",
    secondary="#afafd7",
    accent="#ffd787",
    warning="#ffaf00",
    error="#d70000",
    success="#5faf5f",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    variables={"bright": "#eeeeee", "quiet": "#949494", "faint": "#585858", "cursor": "#3a3a3a", "shout": "#ffffff"},
)
LIGHT = Theme(
    name="obm-light",
    dark=False,
    primary="#005faf",
    secondary="#5f5f87",
    accent="#875f00",
    warning="#af5f00",
    error="#d70000",
    success="#008700",
    foreground="#303030",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    variables={"bright": "#000000", "quiet": "#626262", "faint": "#b2b2b2", "cursor": "#d7d7d7", "shout": "#ffffff"},
)
THEMES = {"dark": DARK, "light": LIGHT}

CLIENT_DARK = {
    ClientColour.BLUE: "#87afff",
    ClientColour.GREEN: "#87d787",
    ClientColour.MAGENTA: "#ff87d7",
    ClientColour.CYAN: "#5fd7d7",
    ClientColour.ORANGE: "#ffaf5f",
    ClientColour.VIOLET: "#af87ff",
    ClientColour.YELLOW: "#d7d75f",
    ClientColour.PINK: "#ff8787",
}
CLIENT_LIGHT = {
    ClientColour.BLUE: "#005fd7",
    ClientColour.GREEN: "#008700",
    ClientColour.MAGENTA: "#af0087",
    ClientColour.CYAN: "#008787",
    ClientColour.ORANGE: "#af5f00",
    ClientColour.VIOLET: "#5f00d7",
    ClientColour.YELLOW: "#875f00",
    ClientColour.PINK: "#d7005f",
}


def client_colour(colour: ClientColour, dark: bool) -> str:
    """The colour a client's code wears on this background; each stands out from it by 4.5 to 1 at least."""
    return (CLIENT_DARK if dark else CLIENT_LIGHT)[colour]
