"""The kinds of problems a content file can have, each by its stable code."""

import msgspec

from coach.domain.problems import Severity

_HEAD = """# What `coach pack check` can find

Every problem is told with its file, line and column, the offending line, and what to do. This page lists the kinds of problems by their codes, as the program knows them:

```sh
coach pack check --codes
```

An `error` keeps the file from being used; a `warning` does not, but the check ends with exit code 1; a `hint` is only worth knowing. Each kind can be switched for a run: `--set no-examples=off`, `--set same-phrasing=warning`.
"""


class Code(msgspec.Struct, frozen=True):
    """One kind of problem."""

    title: str
    """What it means, in a few words."""
    severity: Severity = "error"
    """How grave it is unless it is switched otherwise."""


GROUPS: dict[str, dict[str, Code]] = {
    "The file": {
        "unreadable-file": Code("The file cannot be read"),
        "file-too-large": Code("The file is too large"),
        "not-utf8": Code("The file is not UTF-8 text"),
        "empty-file": Code("The file is empty"),
        "control-character": Code("An invisible control character"),
        "yaml-syntax": Code("Not valid YAML"),
        "yaml-alias": Code("Anchors and aliases are not used"),
        "yaml-tag": Code("Tags are not used"),
        "nested-too-deep": Code("Nested too deeply"),
        "key-not-text": Code("A field's name is no plain word"),
        "double-key": Code("A field is given twice"),
        "many-problems": Code("More problems than are listed"),
    },
    "Its shape": {
        "unknown-field": Code("There is no such field"),
        "missing-field": Code("A field is missing"),
        "wrong-type": Code("Something else belongs here"),
        "wrong-count": Code("Too many or too few entries in a fixed list"),
        "unknown-value": Code("Not one of the words for this field"),
        "bad-time": Code("No time of day"),
        "bad-day": Code("No day of the calendar"),
        "unknown-jurisdiction": Code("No country, part of one, or INT", "warning"),
    },
    "The pack": {
        "no-pack-file": Code("A folder without pack.yaml"),
        "id-not-folder": Code("The pack's id is not its folder's name", "warning"),
        "bad-version": Code("No version of three numbers"),
        "unknown-call": Code("There is no such call"),
        "unknown-rule-set": Code("There is no such rule set"),
        "bad-language": Code("No language tag"),
        "language-limits": Code("A language in which not everything is judged yet", "hint"),
    },
    "Translations": {
        "not-translated": Code("Texts that are not translated yet, or have changed since", "hint"),
        "lost-placeholder": Code("A placeholder that its translation lacks, or adds", "warning"),
    },
    "Excuses": {
        "bad-id": Code("Not usable as an id"),
        "double-id": Code("An id is used twice"),
        "no-amount": Code("No sum of money"),
        "weights-sum": Code("Weights that do not sum to 1"),
        "weights-count": Code("Weights for too few or too many skills"),
        "weight-not-positive": Code("A weight that is not more than 0"),
        "too-few": Code("Too few entries"),
        "too-many": Code("Too many entries"),
        "bad-band": Code("No range of bands"),
        "unknown-practice": Code("There is no such practice"),
        "unknown-taxonomy": Code("Not in the taxonomy of excuses"),
        "unknown-placeholder": Code("There is no such placeholder"),
        "near-duplicate": Code("Two excuses that say nearly the same", "warning"),
        "same-phrasing": Code("Two phrasings that say the same", "hint"),
        "no-examples": Code("An excuse without golden examples", "warning"),
        "unused-excuse": Code("An excuse that no call uses", "hint"),
        "response-weak": Code("A recommended response below band 3", "warning"),
        "response-conduct": Code("A recommended response that breaks a conduct rule"),
        "point-not-covered": Code("A key point that no response makes", "warning"),
    },
    "Calls": {
        "out-of-range": Code("A figure outside its range"),
        "unknown-turn": Code("There is no such turn"),
        "unknown-speaker": Code("Nobody of that name in the cast"),
        "unknown-excuse": Code("There is no such excuse"),
        "unknown-finding": Code("There is no such finding"),
        "one-excuse": Code("A turn without exactly one excuse"),
        "one-lead": Code("A route that does not lead exactly one way"),
        "no-last-route": Code("A reply may lead nowhere"),
        "unreachable-turn": Code("A turn that no route leads to"),
        "dead-end": Code("A turn from which no way leads to an end"),
        "unreachable-outcome": Code("An outcome that no route ends with", "warning"),
        "fact-missing": Code("A fact that the conduct rules need is not stated", "hint"),
        "plays-without-call": Code("Play scripts without their call"),
        "few-plays": Code("Fewer than three play scripts", "warning"),
    },
    "Books of scripts": {
        "empty-book": Code("A book without wordings"),
        "id-not-file": Code("The book's id is not its file's name", "warning"),
        "empty-text": Code("An empty wording"),
        "stray-brace": Code("A brace that belongs to no placeholder"),
        "long-sms": Code("A text message of several segments", "hint"),
        "costly-character": Code("A character that halves a text message", "hint"),
    },
    "House rules": {
        "bad-pattern": Code("A pattern that cannot be read"),
        "bad-fact": Code("A fact that calls do not have"),
        "golden-line": Code("A house rule's own line that does not come out", "warning"),
        "unknown-rule": Code("There is no such rule", "warning"),
    },
}
"""Every kind of problem, in the order in which a file is read, grouped by where it stands."""

CODES: dict[str, Code] = {code: about for group in GROUPS.values() for code, about in group.items()}
"""Every kind of problem by its code."""


def codes_page() -> str:
    """The page of the handbook that lists them: `python -m coach.authoring.codes` writes it."""
    lines = [_HEAD]
    for title, group in GROUPS.items():
        lines += [f"## {title}", "", "| code | what it means | how grave |", "| --- | --- | --- |"]
        lines += [f"| `{code}` | {one.title} | {one.severity} |" for code, one in group.items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    import sys
    from pathlib import Path

    page = Path(__file__).parent.parent / "handbook" / "pack-problems.md"
    page.write_text(codes_page(), encoding="utf-8")
    sys.stdout.write(f"{page}\n")
