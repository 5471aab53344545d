"""The pattern language of conduct rules: readable by a manager, matched in linear time.

A pattern is words that follow each other. A word stands for all its forms (`arrest` also finds
`arrested`). `arrest*` stands for every word that begins so, `=pays` for that form alone.
`(a|b c|d)` is one of several; `?` after something makes it optional; `...3` is a gap of up to
three words, `...` one of up to six; `<police>` is a named list from words.yaml; `!word` says that
the next word is not that one; `^` is the beginning of a sentence, `$` its end, `$?` the end of a
question, and `,` a place where there is a comma. A pattern never runs over the end of a sentence.

Places in the text are bits of a whole number. A step takes the places where a match may go on and
gives those where it goes on after it, so that no text can make a pattern slow. A pattern also knows words without which it cannot be found,
so that most of them are passed over at a glance.
"""

from collections.abc import Callable, Mapping

from coach.domain.conduct.tokens import BREAK, Line, expand, root
from coach.domain.text import normalise

_GAP = 6
_LONGEST_GAP = 12
_DEEPEST = 12
_LONGEST_WORD = 40
"""Letters by which the beginning of a word is known; what is longer is no word."""
_SPECIAL = frozenset("()|<>?!^$,")
_SIGNS = frozenset("£€$¥₹₦₱₫฿%&")
_EXACT = frozenset(
    {"will", "would", "shall", "should", "can", "could", "may", "might", "must", "us", "this",
     "his", "as", "its", "does", "being", "thing", "things", "something", "nothing", "anything",
     "everything", "morning", "evening", "during", "willing", "news", "yes"},
)  # fmt: skip
"""Words whose ending is no ending: they stand for themselves alone."""


class PatternError(ValueError):
    """A pattern that cannot be read; the message tells its author why."""


class Text:
    """A text prepared for patterns."""

    def __init__(self, line: Line) -> None:
        self.line = line
        """The text as tokens."""
        self.tokens = line.tokens
        """Its tokens."""
        self.forms: dict[str, int] = {}
        """Places of each word form."""
        self.stems: dict[str, int] = {}
        """Places of each stem."""
        self.breaks = 0
        """Places of the breaks between sentences."""
        for index, token in enumerate(line.tokens):
            bit = 1 << index
            if token.norm == BREAK:
                self.breaks |= bit
                continue
            self.forms[token.norm] = self.forms.get(token.norm, 0) | bit
            self.stems[token.stem] = self.stems.get(token.stem, 0) | bit
        self.all = (1 << len(line.tokens)) - 1
        """Every place."""
        self.starts = (self.breaks << 1 | 1) & self.all
        """Places where a sentence begins."""
        self.keys = frozenset(
            key
            for norm in self.forms
            for key in (
                norm,
                *(f"{norm[:size]}*" for size in range(2, min(len(norm), _LONGEST_WORD) + 1)),
            )
        ) | {f"~{base}" for base in self.stems}
        """What a pattern may need to be found here: forms, beginnings and stems."""
        self.memo: dict[int, int] = {}
        """Places where a look-ahead holds, by its step."""
        self.options: dict[int, tuple[Step, ...]] = {}
        """Alternatives that are in the text at all, by their step."""


Go = Callable[[Text, int], int]
Words = Mapping[str, tuple[str, ...]]


class Step:
    """One part of a pattern: places in, places out."""

    __slots__ = ("go", "keys")

    def __init__(self, go: Go, keys: frozenset[str] | None = None) -> None:
        self.go = go
        """Takes the places where a match may go on, gives those where it goes on after it."""
        self.keys = keys
        """One of these must be in the text; none: nothing is known."""

    def possible(self, text: Text) -> bool:
        """Whether it can be in the text at all, at a glance."""
        return self.keys is None or not self.keys.isdisjoint(text.keys)


class Pattern:
    """One compiled pattern."""

    def __init__(self, source: str, step: Step, *, negates: bool) -> None:
        self.source = source
        """As its author wrote it."""
        self.step = step
        """Places in, places out."""
        self.negates = negates
        """Whether it holds a word of negation itself, so that one inside it is meant."""

    def found(self, text: Text, places: int | None = None) -> bool:
        """Whether it is anywhere in the text, or begins at one of `places`."""
        if not self.step.possible(text):
            return False
        return bool(self.step.go(text, text.all if places is None else places))

    def spans(self, text: Text) -> list[tuple[int, int]]:
        """Where it is: first token and the one after the last, shortest match for each first."""
        if not self.found(text):
            return []
        found: list[tuple[int, int]] = []
        for index in range(len(text.tokens)):
            ends = self.step.go(text, 1 << index)
            if ends:
                found.append((index, (ends & -ends).bit_length() - 1))
        return found


NEGATORS = frozenset(
    {"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "nowhere"},
)


class Compiler:
    """Compiles patterns over one set of named word lists; lists are compiled once."""

    def __init__(self, lists: Words) -> None:
        self._lists = lists
        self._steps: dict[str, Step] = {}
        self._open: list[str] = []
        self._negates: set[str] = set()

    def compile(self, source: str) -> Pattern:
        """Compile one pattern. Raises PatternError."""
        reader = _Reader(normalise(source).replace("-", " "), self)
        try:
            step = reader.alternatives(0)
            if reader.rest():
                raise PatternError(f"`{reader.rest()}` is left over; a bracket may be missing.")  # noqa: TRY301 - told as the others
        except PatternError as error:
            raise PatternError(f"In `{source}`: {error}") from None
        return Pattern(source, step, negates=reader.negates)

    def named(self, name: str) -> tuple[Step, bool]:
        """The step of a named list, and whether it holds a word of negation."""
        if name not in self._steps:
            if name not in self._lists:
                known = ", ".join(sorted(self._lists))
                raise PatternError(f"There is no list `<{name}>`. Known are: {known}.")
            if name in self._open:
                raise PatternError(f"The list `<{name}>` holds itself.")
            self._open.append(name)
            patterns = [self.compile(entry) for entry in self._lists[name]]
            self._open.pop()
            if any(pattern.negates for pattern in patterns):
                self._negates.add(name)
            self._steps[name] = _one_of(tuple(pattern.step for pattern in patterns))
        return self._steps[name], name in self._negates


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, source: str, compiler: Compiler) -> None:
        self._source = source
        self._compiler = compiler
        self._at = 0
        self.negates = False

    def rest(self) -> str:
        return self._source[self._at :].strip()

    def _peek(self) -> str:
        while self._at < len(self._source) and self._source[self._at].isspace():
            self._at += 1
        return self._source[self._at] if self._at < len(self._source) else ""

    def alternatives(self, depth: int) -> Step:
        if depth > _DEEPEST:
            raise PatternError("The brackets are nested too deeply.")
        options = [self._sequence(depth)]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else _one_of(tuple(options))

    def _sequence(self, depth: int) -> Step:
        steps: list[Step] = []
        while (char := self._peek()) and char not in "|)":
            step = self._atom(depth)
            if self._source[self._at : self._at + 1] == "?":
                self._at += 1
                step = _optional(step)
            steps.append(step)
        if not steps:
            raise PatternError("Nothing stands before or after a bar, or between brackets.")
        return steps[0] if len(steps) == 1 else _in_order(tuple(steps))

    def _atom(self, depth: int) -> Step:  # noqa: PLR0911 - one line a sign of the language
        char = self._peek()
        self._at += 1
        match char:
            case "(":
                step = self.alternatives(depth + 1)
                if self._peek() != ")":
                    raise PatternError("A bracket is not closed.")
                self._at += 1
                return step
            case "<":
                return self._named()
            case "^":
                return Step(_at_start)
            case ",":
                return Step(_at_comma)
            case "$":
                if self._source[self._at : self._at + 1] == "?":
                    self._at += 1
                    return Step(_at_question)
                return Step(_at_end)
            case "!":
                return _unless(self._atom(depth))
        self._at -= 1
        return self._word()

    def _named(self) -> Step:
        end = self._source.find(">", self._at)
        if end < 0:
            raise PatternError("`<` is not closed by `>`.")
        name = self._source[self._at : end].strip()
        self._at = end + 1
        step, negates = self._compiler.named(name)
        self.negates = self.negates or negates
        return step

    def _word(self) -> Step:
        begin = self._at
        while self._at < len(self._source) and not (
            self._source[self._at].isspace() or self._source[self._at] in _SPECIAL
        ):
            self._at += 1
        word = self._source[begin : self._at]
        if word.startswith("..."):
            return _gap_of(word[3:])
        if word.startswith("=") and len(word) > 1:
            return _form(word[1:])
        if word.endswith("*") and len(word) > 2:  # noqa: PLR2004 - one letter says nothing
            return _prefix(word[:-1])
        if not word or not (word.replace("'", "").isalnum() or word in _SIGNS):
            raise PatternError(f"`{word or self.rest()}` cannot be read here.")
        parts = expand(word)
        self.negates = self.negates or any(part in NEGATORS for part in parts)
        steps = tuple(_plain(part) for part in parts)
        return steps[0] if len(steps) == 1 else _in_order(steps)


def _gap_of(count: str) -> Step:
    if count and not (count.isdigit() and 1 <= int(count) <= _LONGEST_GAP):
        raise PatternError(f"`...{count}` is no gap: write ...1 to ...{_LONGEST_GAP}.")
    most = int(count or _GAP)

    def go(text: Text, places: int) -> int:
        reached = places
        for _ in range(most):
            places = (places & ~text.breaks) << 1 & text.all
            reached |= places
        return reached

    return Step(go)


def _plain(word: str) -> Step:
    if word in _EXACT:
        return _form(word)
    base = root(word)

    def go(text: Text, places: int) -> int:
        return (places & (text.stems.get(base, 0) | text.forms.get(word, 0))) << 1

    return Step(go, frozenset((word, f"~{base}")))


def _form(word: str) -> Step:
    def go(text: Text, places: int) -> int:
        return (places & text.forms.get(word, 0)) << 1

    return Step(go, frozenset((word,)))


def _prefix(head: str) -> Step:
    def go(text: Text, places: int) -> int:
        key = id(go)
        mask = text.memo.get(key)
        if mask is None:
            mask = 0
            for norm, bits in text.forms.items():
                if norm.startswith(head):
                    mask |= bits
            text.memo[key] = mask
        return (places & mask) << 1

    return Step(go, frozenset((f"{head}*",)))


def _one_of(steps: tuple[Step, ...]) -> Step:
    """One of several; those that are nowhere in the text are looked at once and never again."""

    def go(text: Text, places: int) -> int:
        if not places:
            return 0
        kept = text.options.get(id(go))
        if kept is None:
            kept = tuple(one for one in steps if one.possible(text) and one.go(text, text.all))
            text.options[id(go)] = kept
        reached = 0
        for one in kept:
            reached |= one.go(text, places)
        return reached

    keys: frozenset[str] | None = frozenset()
    for one in steps:
        keys = None if keys is None or one.keys is None else keys | one.keys
    return Step(go, keys)


def _in_order(steps: tuple[Step, ...]) -> Step:
    def go(text: Text, places: int) -> int:
        for one in steps:
            places = one.go(text, places)
            if not places:
                return 0
        return places

    known = [one.keys for one in steps if one.keys is not None]
    return Step(go, min(known, key=len) if known else None)


def _optional(inner: Step) -> Step:
    def go(text: Text, places: int) -> int:
        return places | inner.go(text, places)

    return Step(go)


def _unless(inner: Step) -> Step:
    def go(text: Text, places: int) -> int:
        key = id(go)
        mask = text.memo.get(key)
        if mask is None:
            mask = sum(1 << i for i in range(len(text.tokens)) if inner.go(text, 1 << i))
            text.memo[key] = mask
        return places & ~mask

    return Step(go)


def _at_start(text: Text, places: int) -> int:
    return places & text.starts


def _at_end(text: Text, places: int) -> int:
    return places & text.breaks


def _at_question(text: Text, places: int) -> int:
    return places & text.line.asked


def _at_comma(text: Text, places: int) -> int:
    return places & text.line.commas
