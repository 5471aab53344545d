"""The pages around the screens: the door, and the frame in which the screens run.

Nothing is fetched from elsewhere, and no page holds a script within it.
"""

from html import escape

_STYLE = """
:root { --paper: #fbfaf7; --card: #fff; --ink: #23282f; --quiet: #626a74; --line: #dedbd2; --accent: #0e6b72; --fail: #b03020; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181f; --card: #1a2029; --ink: #d8dde5; --quiet: #8a94a3;
  --line: #343d4b; --accent: #74c2c4; --fail: #f08c7a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { width: min(26rem, 92vw); background: var(--card); border: 1px solid var(--line); border-radius: .8rem; padding: 2rem; }
h1 { margin: 0 0 .3rem; font-size: 1.7rem; letter-spacing: -.02em; }
p { margin: 0 0 1.2rem; color: var(--quiet); }
label { display: block; margin: 1rem 0 .3rem; font-weight: 600; font-size: .92rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
input:focus, button:focus, a:focus { outline: 3px solid var(--accent); outline-offset: 1px; }
button { margin-top: 1.5rem; width: 100%; font: inherit; font-weight: 600; border: 0; border-radius: .5rem; padding: .7rem;
  background: var(--accent); color: var(--paper); cursor: pointer; }
.wrong { color: var(--fail); border-left: 3px solid var(--fail); padding-left: .8rem; }
small { display: block; margin-top: 1.3rem; color: var(--quiet); }
a { color: var(--accent); }
"""
_FRAME = """
@font-face { font-family: "Roboto Mono"; src: url(/static/fonts/RobotoMono-VariableFont_wght.ttf); font-weight: 100 700; }
html, body { margin: 0; height: 100%; background: #14181f; overflow: hidden; }
#terminal { position: absolute; inset: 0; padding: 4px; font-family: "Roboto Mono", monospace; }
.over { position: absolute; inset: 0; z-index: 10; display: none; place-items: center; background: #14181f; color: #d8dde5;
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: center; }
.over a { color: #74c2c4; } .over p { margin: 0 0 1rem; }
body:not(.-first-byte):not(.-closed) .wait, body.-closed .gone { display: grid; }
"""

FOCUS = """
addEventListener("load", () => {
  const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();
  new MutationObserver(focus).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  focus();
});
"""
"""The one script of our own: keys go to the screens without a click."""


def door(*, locked: bool, wrong: str = "", name: str = "") -> str:
    """The page that asks who comes, and for the password where one is set."""
    told = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    password = (
        '<label for="password">Password</label>'
        '<input id="password" name="password" type="password" required autocomplete="current-password">'
        if locked
        else ""
    )
    return _page(
        "coach",
        _STYLE,
        f"<main><h1>coach</h1><p>Practise calls before you pick up a real telephone.</p>{told}"
        '<form method="post" action="/enter"><label for="name">Your name</label>'
        f'<input id="name" name="name" value="{escape(name)}" required maxlength="60" autofocus autocomplete="username">'
        f"{password}<button>Begin</button></form>"
        "<small>Each name has its own record on this server. Scores are for training, not for judging people.</small></main>",
    )


def notice(title: str, words: str) -> str:
    """A page with one message and a way back."""
    inside = f'<h1>{escape(title)}</h1><p>{escape(words)}</p><a href="/">Try again</a>'
    return _page("coach", _STYLE, f"<main>{inside}</main>")


def frame(socket: str, name: str, font_size: int) -> str:
    """The page in which the screens run; `socket` is the address of their connection."""
    return _page(
        f"coach: {name}",
        _FRAME,
        '<div class="over wait"><div><p>One moment…</p></div></div>'
        '<div class="over gone"><div><p>The screens are closed. Everything you said is kept.</p>'
        '<p><a href="/">Go on as '
        f'{escape(name)}</a></p><p><a href="/leave">Somebody else</a></p></div></div>'
        f'<div id="terminal" class="textual-terminal" data-session-websocket-url="{escape(socket)}" '
        f'data-font-size="{font_size}"></div>',
        '<link rel="preload" as="font" crossorigin href="/static/fonts/RobotoMono-VariableFont_wght.ttf">'
        '<link rel="stylesheet" href="/static/css/xterm.css"><script src="/static/js/textual.js"></script>'
        '<script src="/focus.js"></script>',
    )


def _page(title: str, style: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,">{head}'
        f"<style>{style}</style></head><body>{body}</body></html>\n"
    )
