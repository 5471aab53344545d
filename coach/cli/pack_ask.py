"""The questions of `coach pack add`: what was typed before an interruption is kept, and gone on with."""

import json
import sys
from pathlib import Path

from coach.authoring.asking import AddError
from coach.domain.counted import counted

_YES = frozenset({"", "y", "yes"})
_NO = frozenset({"n", "no"})


class Asking:
    """Asks on the terminal.

    Args:
        draft: Where answers are kept when the author is interrupted; none: nowhere.
    """

    def __init__(self, draft: Path | None) -> None:
        self._draft = draft
        self._typed: list[str] = []
        self._kept = self._on_file()
        self._before: list[str] | None = None if self._kept else []

    def __call__(self, question: str, usual: str) -> str:
        """The answer to a question; `usual` where nothing is typed. Raises AddError at the end."""
        if self._before is None:
            self._before = self._kept[:] if self._goes_on() else []
        hint = f" [{usual}]" if usual else ""
        print(f"{question}{hint}: ", end="", flush=True)
        if self._before:
            line = self._before.pop(0)
            print(line)
        else:
            line = self._line()
        self._typed.append(line)
        return line or usual

    def keep(self) -> str:
        """Keep what was typed; returns a sentence that says so, or nothing.

        Answers from before give way only to as many.
        """
        if self._draft is None:
            return ""
        if len(self._typed) < len(self._kept):
            before = counted(len(self._kept), "answer")
            return f"The {before} from before {'is' if len(self._kept) == 1 else 'are'} still kept: the same command offers to go on."
        if not any(self._typed):
            return ""
        try:
            self._draft.parent.mkdir(parents=True, exist_ok=True)
            self._draft.write_text(json.dumps(self._typed), encoding="utf-8")
        except OSError:
            return "What you typed could not be kept."
        return "What you typed is kept: the same command goes on with it."

    def done(self) -> None:
        """Everything was taken: the draft is no longer needed."""
        if self._draft is not None:
            self._draft.unlink(missing_ok=True)

    def _on_file(self) -> list[str]:
        """The answers from before, where there are some."""
        if self._draft is None or not self._draft.is_file():
            return []
        try:
            kept = json.loads(self._draft.read_text(encoding="utf-8"))
            return [str(one) for one in kept]
        except (OSError, ValueError, TypeError):
            return []

    def _goes_on(self) -> bool:
        """Whether the author wants to go on with them. Raises AddError at the end."""
        question = f"Go on with the {counted(len(self._kept), 'answer')} from before? [yes]: "
        while True:
            print(question, end="", flush=True)
            said = self._line().lower()
            if said in _YES or said in _NO:
                return said in _YES
            print("  Answer yes or no; no begins anew.")

    @staticmethod
    def _line() -> str:
        line = sys.stdin.readline()
        if not line:
            raise AddError("The input ended. Nothing was added.")
        return line.strip()


def draft_path(kind: str, path: Path) -> Path | None:
    """Where the answers for an entry are kept: in the author's own data; none where nobody types."""
    from coach.paths import data_dir

    if not sys.stdin.isatty():
        return None
    return Path(data_dir()) / "drafts" / f"{kind}-{path.resolve().name}.json"
