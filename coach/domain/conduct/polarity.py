"""Which words of a reply are meant: not denied, not refused, not another's words reported.

`I will not call your employer` names a call to the employer and promises the opposite. What a
word of denial covers ends with its clause; so does what a word of reporting covers. The words
themselves are data, in rules/polarity.yaml.
"""

import msgspec

from coach.domain.conduct.pattern import Compiler, Pattern, Text, Words

_ROLES = (
    "denies", "denies_briefly", "affirms", "reports", "clause", "condition", "clause_end", "names",
    "names",
)  # fmt: skip


class Meaning(msgspec.Struct, frozen=True):
    """Bits of the tokens of a text that are not meant as they stand."""

    denied: int
    """Covered by a word of denial or refusal."""
    deniers: int
    """Words of denial themselves."""
    reported: int
    """Another's words, or the debtor's fear, repeated."""
    named: int
    """Parts of names."""

    @property
    def hidden(self) -> int:
        """All that is not said for oneself."""
        return self.denied | self.deniers | self.reported | self.named


class Polarity:
    """Finds what is denied and what is reported."""

    def __init__(self, roles: Words, compiler: Compiler) -> None:
        self._patterns: dict[str, tuple[Pattern, ...]] = {
            role: tuple(compiler.compile(entry) for entry in roles.get(role, ())) for role in _ROLES
        }

    def of(self, text: Text) -> Meaning:
        """What in `text` is denied or reported. Time grows with its length."""
        affirmed = self._covered("affirms", text)
        clause = self._starts("clause", text)
        always = self._starts("clause_end", text)
        conditions = self._starts("condition", text)
        denied = deniers = 0
        for role, reach in (("denies", 99), ("denies_briefly", 4)):
            for first, after in self._spans(role, text):
                if affirmed >> first & 1:
                    continue
                deniers |= _bits(first, after)
                bound = self._clause_end(text, after, reach, clause, always, conditions)
                denied |= _bits(after, bound)
        reported = text.line.quoted
        for _, after in self._spans("reports", text):
            bound = self._clause_end(text, after, 99, clause, always, 0)
            reported |= _bits(after, bound)
        named = self._covered("names", text) & text.line.named
        return Meaning(denied, deniers, reported, named)

    def _clause_end(
        self, text: Text, after: int, reach: int, clause: int, always: int, conditions: int
    ) -> int:
        """The first token that a word before `after` does not cover."""
        conditional = self._in_condition(text, after, conditions)
        limit = min(len(text.tokens), after + reach)
        # The places in reach are cut out first: a long reply has thousands of bits.
        mask = (1 << max(0, limit - after)) - 1
        ends = (text.breaks | always) >> after & mask
        commas, begins = text.line.commas >> after & mask, clause >> after & mask
        for index in range(after, limit):
            bit = 1 << (index - after)
            if ends & bit:
                return index
            if index == after:
                continue
            if commas & bit and (conditional or begins & bit):
                return index
            if begins & bit and (conditional or _joined(text, index)):
                return index
        return limit

    @staticmethod
    def _in_condition(text: Text, after: int, conditions: int) -> bool:
        """Whether the last mark before `after` is a condition, no break and no comma."""
        before = (1 << after) - 1
        condition = (conditions & before).bit_length()
        comma = (text.line.commas & before).bit_length()
        return condition > (text.breaks & before).bit_length() and condition >= comma

    def _spans(self, role: str, text: Text) -> list[tuple[int, int]]:
        return [span for pattern in self._patterns[role] for span in pattern.spans(text)]

    def _covered(self, role: str, text: Text) -> int:
        mask = 0
        for first, after in self._spans(role, text):
            mask |= _bits(first, after)
        return mask

    def _starts(self, role: str, text: Text) -> int:
        mask = 0
        for first, _ in self._spans(role, text):
            mask |= 1 << first
        return mask


_JOINTS = frozenset({"and", "or", "but", "so", "then"})


def _joined(text: Text, index: int) -> bool:
    """Whether the word before is one that joins a new clause to the last."""
    return index > 0 and text.tokens[index - 1].norm in _JOINTS


def _bits(first: int, after: int) -> int:
    return (1 << max(after, first)) - (1 << first)
