"""What is made to hurt: fragments, texts and values that no content file should hold, and ways to
put them into one that is sound. Everything follows from the dice, so a try can be repeated."""

import yaml

FRAGMENTS = [
    "\x00", "\x1b[2J", "\x1b]0;title\x07", "\u202e", "\u2066", "\ufeff", "\u200b", "\u2028", "\x85", "\x7f",
    "!!python/object/apply:os.system [id]", "!!binary aGk=", "!x ", "&a ", "*a", "&a [*a]", "<<: *a", "<<: {x: 1}",
    "{", "[", "}", "]", "'", '"', '"\\e[2J"', '"\\x00"', '"\\ud800"', ": ", "- ", "? ", "|\n", ">-\n", "%YAML 9.9\n",
    "%TAG ! x:\n", "---\n", "...\n", "\t", "#", "1e999", "0x1F", "0o17", "1_000", ".inf", "-.inf", ".nan", "2001-01-01",
    "0000-00-00", "0000-01-01T00:00:00Z", "12:30:45", "yes", "no", "on", "~", "null", "true", "9" * 400, "-" * 300,
    "1." + "0" * 300, "a" * 5000, "é", "\U0001f600", "\u0430", "\u0660", "\uff11", "id: x\n", "  ", "\n", "\r", "\r\n",
    "{a: {a: {a: {a: {}}}}}", "[" * 70, "{a: " * 70, "{amount}", "{}", "{0}", "{amount!r}", "{amount.__class__}", "{",
    "%s%n%d", "../../etc/passwd", "C:\\x", "/", "a/b", "$(id)", "`id`", "; id", "<script>alert(1)</script>", "[red]x[/]",
]  # fmt: skip
"""Put anywhere into a text."""

VALUES = [
    None, True, False, 0, -1, 1, 5, 10**9, 10**17, 10**400, -(10**30), 0.5, 1e300, "", " ", "x", "0", "-1", "yes", "null",
    "\x1b[2J", "\x1b]0;t\x07", "a\x00b", "\u202eevil", "\u200b", "\ud7ff", "\r\n", "[red]x[/red]", "{amount}", "{", "}",
    "{x.__class__}", "a" * 3000, "é" * 200, "0000-01-01", "99999-01-01", "../../x", "x/y", "-", "--help", "\u0430bc",
    "ａｂｃ", "٣", "GBP 1,240", "GBP " + "9" * 500, "9" * 4400, "1e999", "NaN", [], {}, [[]], [{}], {"": ""}, [None],
    ["x"] * 300, {"x": {"x": {"x": {}}}}, [["x"], ["y"]], {"say": "x"}, {"end": "paid_in_full"}, {"tone": 1}, [3, 1],
]  # fmt: skip
"""Put in the place of any value of a tree."""

EXPLOSIVE = {
    "exploding aliases": "a: &a [x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "an alias of itself": "a: &a [*a]\n",
    "deep lists": "[" * 100_000,
    "deep maps": "{a: " * 50_000,
    "deep dashes": "- " * 100_000,
    "deep keys": "? " * 50_000,
    "deep indents": "\n".join(" " * depth + "a:" for depth in range(3000)),
    "a megabyte scalar": "x: " + "y" * 5_000_000,
    "a megabyte key": "y" * 2_000_000 + ": x",
    "a megabyte folded": "x: >-\n" + "  word word\n" * 200_000,
    "many keys": "\n".join(f"k{number}: v" for number in range(30_000)),
    "many equal keys": "k: v\n" * 30_000,
    "many documents": "---\na\n" * 30_000,
    "an object tag": "!!python/object/apply:os.system ['touch never']",
    "a module tag": "!!python/module:os",
    "a binary tag": "a: !!binary aGVsbG8=",
    "a set tag": "!!set {a, b}",
    "a huge number": "a: " + "9" * 10_000,
    "a huge exponent": "a: 1e999999999",
    "the year zero": "0000-00-00: 0000-00-00",
    "a nul": "a: x\x00y",
    "an escaped nul": 'a: "x\\0y"',
    "an escaped escape": 'a: "\\e]0;title\\a"',
    "an escaped surrogate": 'a: "\\ud800"',
    "an escaped turn": 'a: "\\u202e"',
    "half a character": 'a: "\\U00110000"',
    "quotes without end": "a: '" + "x" * 1_000_000,
    "percent": "%" * 100_000,
    "tabs": "\t" * 100_000,
}  # fmt: skip
"""Whole files."""


def mangled(text, dice):
    """The text with up to six small things done to it."""
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(text) + 1)
        kind = dice.randrange(5)
        if kind == 0:
            text = text[:place] + dice.choice(FRAGMENTS) + text[place:]
        elif kind == 1:
            text = text[:place] + text[place + dice.randint(1, 40) :]
        elif kind == 4:
            other = dice.randrange(len(text) + 1)
            if dice.random() < 0.2:
                text = text[: min(place, other)] + text[max(place, other) :]
        else:
            lines = text.split("\n")
            row = dice.randrange(len(lines))
            if kind == 2:
                lines.insert(dice.randrange(len(lines) + 1), lines[row])
            else:
                lines[row] = " " * dice.randint(0, 6) + lines[row].lstrip()
            text = "\n".join(lines)
    return text


def warped(tree, dice):
    """The tree with up to four of its values changed for others, moved, doubled or taken away."""
    for _ in range(dice.randint(1, 4)):
        places = list(_places(tree))
        if not places:
            return _copy(dice.choice(VALUES))
        home, key = dice.choice(places)
        kind = dice.randrange(6)
        if kind <= 2:
            home[key] = _copy(dice.choice(VALUES))
        elif kind == 3:
            del home[key]
        elif kind == 4:
            other, name = dice.choice(places)
            if key in home if isinstance(home, dict) else key < len(home):
                home[key] = _copy(other[name])
        elif isinstance(home, dict):
            home[str(dice.choice(VALUES))[:200]] = _copy(dice.choice(VALUES))
        else:
            home.insert(key, _copy(home[key]))
    return tree


def _places(tree):
    stack = [tree]
    while stack:
        home = stack.pop()
        keys = list(home) if isinstance(home, dict) else range(len(home))
        for key in keys:
            yield home, key
            if isinstance(home[key], dict | list):
                stack.append(home[key])


def _copy(value):
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):  # noqa: ARG002 - PyYAML asks with the value
        return True


def as_yaml(tree):
    """The tree as YAML without anchors."""
    return yaml.dump(tree, Dumper=_Plain, allow_unicode=True, width=200)


def flipped(data, dice):
    """The bytes with up to eight of them changed, cut out, doubled or put in."""
    data = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(data) + 1)
        kind = dice.randrange(5)
        if kind == 0 and place < len(data):
            data[place] ^= 1 << dice.randrange(8)
        elif kind == 1:
            data[place : place + dice.randint(1, 64)] = b""
        elif kind == 2:
            data[place:place] = data[place : place + dice.randint(1, 64)]
        elif kind == 3:
            data[place : place + 4] = dice.choice(
                [
                    b"\xff" * 4,
                    b"\0" * 4,
                    b"\x7f\xff\xff\xff",
                    b"PK\x03\x04",
                    b"\xed\xa0\x80",
                    b"\xf0\x9f",
                ]
            )
        elif dice.random() < 0.1:
            del data[place:]
    return bytes(data)
