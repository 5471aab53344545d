"""The review of one reply: what was good, what was missing, and what would have been better."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.visual import Visual
from textual.widgets import Static

from coach.domain.safe import shown, shown_block
from coach.domain.scoring.review import Review
from coach.tui.rows import BLANK, OWN, Cell, Flow, Row, Stack, Wider, text
from coach.tui.theme import SKILL_WIDTH
from coach.tui.widgets.marks import Mark, marked, marks_of
from coach.tui.widgets.pane import Pane
from coach.tui.widgets.pick_row import PickRow
from coach.tui.widgets.skill_bars import ITEM_WIDTH, skill_item
from coach.tui.words import after_hints, score_words, verdict_words

_GOOD = 3
"""The band from which on a reply without a better line can stay as it is."""
_SHORT_QUOTE = 30
_LONG_QUOTE = 60
_ROOMY = 76
"""From how many cells on a quote and its reason stand side by side."""
_BESIDE = 60
"""From how many cells on a better line stands beside one's own."""


class MarkRow(PickRow):
    """One remark of the review."""

    def __init__(self, mark: Mark, index: int) -> None:
        self.mark = mark
        """The remark."""
        super().__init__(index)

    def drawn(self) -> Visual:
        """The remark with its words and its reason."""
        mark = self.mark
        why: Content = text(shown_block(mark.why), "$quiet" if mark.quote else "")
        if mark.instead:
            instead = f"“{shown_block(mark.instead)}”"
            why = Content.assemble(why, "\n", ("say instead ", "$quiet"), (instead, "$primary"))
        style = "bold" if self.chosen else ""
        lead = self._lead()
        if not mark.quote:
            return Row(*lead, Cell(why))
        both = Content.assemble((_cut(mark.quote, _SHORT_QUOTE), style), "  ", why)
        apart = Row(*lead, Cell(text(_cut(mark.quote, _LONG_QUOTE), style)), Cell(why), gap=1)
        return Wider(Row(*lead, Cell(both)), apart, least=_ROOMY)

    def _lead(self) -> tuple[Cell, ...]:
        mark = self.mark
        won = mark.effect == "+"
        return (
            Cell(text("▸" if self.chosen else " ", "$primary"), 1),
            Cell(text(str(mark.number or ""), mark.style), 1, align="right"),
            Cell(text("+" if won else "−", "$success" if won else "$warning"), 1),
            Cell(text(mark.what, mark.style), SKILL_WIDTH),
        )


def _cut(quote: str, most: int) -> str:
    quote = shown(quote)
    if len(quote) > most:
        head = quote[: most - 1]
        quote = (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head).rstrip(" ,.;") + "…"
    return f"“{quote}”"


class ReviewPanel(Pane, inherit_bindings=False):
    """Band and conduct, one's own words, what won and lost points, key points, a better line."""

    DEFAULT_CSS = """
    ReviewPanel {
        & > Static { height: auto; margin-bottom: 1; padding-right: 1; }
        & > #marks { height: auto; margin-bottom: 1; padding-right: 1; }
        & > #alarm {
            display: none;
            border-left: outer $conduct;
            padding-left: 1;
        }
        & > #models { display: none; }
        &.-alarm > #alarm { display: block; }
        &.-models > #models { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", tooltip="Fold the review and go on with the call"),
        Binding("escape,space", "go_on", "go on", show=False),
        Binding(
            "j,down", "step(1)", "quotes", key_display="j/k",
            tooltip="Step to the next remark and the words it is about",
        ),
        Binding("k,up", "step(-1)", "quote before", show=False),
        Binding("pagedown", "page_down", "page down", show=False, tooltip="Scroll down"),
        Binding("pageup", "page_up", "page up", show=False, tooltip="Scroll up"),
        Binding("home", "scroll_home", "top", show=False, tooltip="To the top"),
        Binding("end", "scroll_end", "end", show=False, tooltip="To the end"),
        Binding("b", "models", "models", tooltip="Show model answers to this excuse"),
        Binding(
            "left,h", "other(-1)", "earlier", key_display="←",
            tooltip="The review of the reply before",
        ),
        Binding(
            "right,l", "other(1)", "later", key_display="→", show=False,
            tooltip="The review of the reply after",
        ),
    ]  # fmt: skip

    class GoneOn(Message):
        """The trainee has read the review and goes on."""

    class Other(Message):
        """The review of another reply is asked for."""

        def __init__(self, step: int) -> None:
            self.step = step
            """-1: the reply before; 1: the reply after."""
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Review"
        self.others = False
        """Whether there are reviews of other replies to go to."""
        self._modelled = False
        self._reply = ""
        self._marks: tuple[Mark, ...] = ()
        self._index = -1

    def compose(self) -> ComposeResult:
        """The parts, in the order in which they are read."""
        yield Static(
            text("The review of each reply is shown here.", "$quiet"), id="head", markup=False
        )
        yield Static(id="alarm", markup=False)
        yield Static(id="words", markup=False)
        yield Vertical(id="marks")
        yield Static(id="points", markup=False)
        yield Static(id="better", markup=False)
        yield Static(id="models", markup=False)

    async def show(
        self, title: str, reply: str, review: Review, models: Sequence[str] = (), note: str = "",
        hints: int = 0,
    ) -> None:  # fmt: skip
        """Show the review of a reply.

        Args:
            title: Which reply it is.
            reply: What was said.
            review: Its review.
            models: Model answers to the excuse, shown on demand.
            note: One more thing to know, at the bottom of the frame.
            hints: Hints that were taken for it.
        """
        self._reply = reply
        self._modelled = bool(models)
        self._marks = marks_of(review)
        self._index = -1
        self.border_title = Content(title)
        self.border_subtitle = Content(note)
        self.set_class(review.conduct.verdict != "ok", "-alarm")
        self.remove_class("-models")
        self._update("head", _head(review, hints))
        self._update("alarm", _alarm(review))
        self._update("words", marked(self._reply, self._marks))
        self._update("points", _points(review))
        self.query_one("#points").display = bool(review.key_points)
        self._update("better", _better(self._reply, review))
        self._update("models", _models(models))
        rows = self.query_one("#marks", Vertical)
        await rows.remove_children()
        await rows.mount(*(MarkRow(mark, index) for index, mark in enumerate(self._marks)))
        self.scroll_home(animate=False)
        self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual gives it
        """The way to other reviews and to model answers is shown where there are any."""
        if action == "models":
            return self._modelled
        return self.others if action == "other" else True

    def action_go_on(self) -> None:
        """Fold the review."""
        self.post_message(self.GoneOn())

    def action_other(self, step: int) -> None:
        """Ask for the review of the reply before (-1) or after (1)."""
        self.post_message(self.Other(step))

    def action_models(self) -> None:
        """Show or hide the model answers."""
        self.toggle_class("-models")
        if self.has_class("-models"):
            self.call_after_refresh(self.query_one("#models").scroll_visible, animate=False)

    def action_step(self, step: int) -> None:
        """Look at the next remark (1) or the one before (-1), round and round."""
        if self._marks:
            first = self._index < 0
            after = (0 if step > 0 else -1) if first else self._index + step
            self._choose(after % len(self._marks))

    def on_pick_row_picked(self, message: PickRow.Picked) -> None:
        """Look at the remark that was clicked."""
        message.stop()
        self._choose(message.index)

    def _choose(self, index: int) -> None:
        self._index = index
        rows = list(self.query(MarkRow))
        for place, row in enumerate(rows):
            row.chosen = place == index
        self._update("words", marked(self._reply, self._marks, self._marks[index]))
        self.scroll_to_widget(rows[index], animate=False)

    def _update(self, part: str, drawn: Visual) -> None:
        self.query_one(f"#{part}", Static).update(drawn)


def _head(review: Review, hints: int) -> Visual:
    band = Content.assemble(score_words(review.score, review.band), (" of 100", "$quiet"))
    line = Row(
        Cell(band.stylize("bold", 0, len(band) - 7)),
        Cell(_verdict(review), OWN),
    )
    skills = [skill_item(skill, result.score) for skill, result in review.skills.items()]
    told: list[Visual] = [line, Flow(skills, each=ITEM_WIDTH)]
    if hints:
        told.insert(1, after_hints(review.score, hints))
    if review.limits:
        told.append(text(shown_block(review.limits), "$warning"))
    return Stack(told)


def _verdict(review: Review) -> Content:
    """The conduct verdict; where the language has no rules, nothing is said to be in order."""
    if review.limits and review.conduct.verdict == "ok":
        return text("conduct: house rules only", "$quiet")
    return verdict_words(review.conduct.verdict)


def _alarm(review: Review) -> Visual:
    fails = review.conduct.verdict == "fail"
    words = (
        "This reply would not pass, however well the rest is said. What to mend is marked below."
        if fails
        else "Mind this: it does not fail the reply, but it should be mended."
    )
    return text(words, "$conduct" if fails else "$warning")


def _points(review: Review) -> Visual:
    """How many key points were made, and those of them that no remark above has told of."""
    made = sum(result.hit for result in review.key_points)
    points: list[Visual] = [
        Content.assemble(("key points ", "$quiet"), f"{made} of {len(review.key_points)} made")
    ]
    for result in review.untold:
        mark, style = ("✓", "$success") if result.hit else ("✗", "$warning")
        words = text(shown_block(result.point), "" if result.hit else "bold")
        points.append(Row(Cell(text(mark, style), 1), Cell(words)))
    return Stack(points)


def _better(reply: str, review: Review) -> Visual:
    if not review.better:
        good = review.band >= _GOOD and review.conduct.verdict == "ok"
        words = "Nothing better to offer: keep saying it like this." if good else ""
        return text(words, "$quiet")
    title = text("a better line", "$quiet")
    line = text(f"“{shown_block(review.better)}”", "$primary")
    both = Row(
        Cell(Content.assemble(("you said\n", "$quiet"), shown_block(reply))),
        Cell(Content.assemble(title, "\n", line)),
        gap=4,
    )
    return Wider(Stack([title, line]), both, least=_BESIDE)


def _models(models: Sequence[str]) -> Visual:
    if not models:
        return text("There are no model answers for this turn.", "$quiet")
    parts: list[Visual] = [text("model answers, each with another strategy", "$quiet")]
    for number, model in enumerate(models, 1):
        parts.append(Row(Cell(text(f"{number}.", "$quiet"), OWN), Cell(text(shown_block(model)))))
        parts.append(BLANK)
    return Stack(parts[:-1])
