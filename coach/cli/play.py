"""`coach play`: a call on the screen, or as plain lines on standard input and output."""

import argparse
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, get_args

from coach.cli import plain
from coach.cli.common import add_practice_options, practice_of, say_error
from coach.cli.parsing import Parser
from coach.cli.settled import add_screen_options, add_switch, settled
from coach.domain.excuse import Family
from coach.domain.safe import shown
from coach.library import folder_of
from coach.practice import CallInPlay, Practice, PracticeError

HELP = """examples:
  coach play --list                                the calls
  coach play trade-arrears/NAME                    on the screen
  coach play trade-arrears/NAME --plain            as plain lines
  coach play --random --family cash --plain        a call nobody has written, drawn for you
  coach play --continue --plain                    go on with the last paused call
  printf 'first reply\\nsecond reply\\n' | coach play NAME --plain

In plain mode every line you type is a reply. /hint /retry /why /goal /pause /help are commands.
The end of the input pauses the call; nothing is lost."""

_NO_INPUT = 1
"""Exit code where standard input held nothing to go on."""


def run(argv: list[str]) -> int:
    """Run `coach play`; returns the exit code."""
    parser = Parser(
        prog="coach play",
        description="Play a call.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "call", nargs="?", help="the call: pack/name, or its name where that is clear"
    )
    add_switch(parser, "plain")
    parser.add_argument("--list", action="store_true", help="list the calls")
    parser.add_argument(
        "--continue", dest="go_on", action="store_true", help="go on with the call left last"
    )
    parser.add_argument("--random", action="store_true", help="a call drawn from the libraries")
    parser.add_argument(
        "--family", choices=get_args(Family), help="with --random: excuses of this family"
    )
    parser.add_argument(
        "--market", choices=["trade", "consumer"], help="with --random: of this market"
    )
    parser.add_argument(
        "--weak", action="store_true", help="with --random: from your weakest family"
    )
    parser.add_argument(
        "--level",
        choices=["easy", "normal", "hard"],
        help="how patient they are and how much they bring up (default: normal)",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="play the same variation again")
    add_practice_options(parser)
    add_screen_options(parser)
    options = parser.parse_args(argv)
    settings = settled(options)
    options.level = settings.text("level")
    if not (options.list or options.call or options.go_on or options.random):
        parser.error("which call? `coach play --list` lists them")
    try:
        if not (options.list or settings.on("plain")):
            return _on_screen(options)
        with practice_of(options) as practice:
            return _list(practice) if options.list else _play(practice, options)
    except PracticeError as error:
        say_error(str(error))
        return error.exit_code


def _on_screen(options: argparse.Namespace) -> int:
    from coach.cli.screens import show

    draw = drawing(options) if options.random else None
    return show(
        options,
        call=options.call,
        go_on=options.go_on,
        level=options.level,
        seed=options.seed,
        draw=draw,
    )


def _list(practice: Practice) -> int:
    cards = practice.calls()
    for line in plain.card_lines(cards):
        print(line)
    for problem in practice.shelf.problems:
        if problem.severity == "error":
            print(problem.line_of_text(), file=sys.stderr)
    return 0 if cards else 1


def _play(practice: Practice, options: argparse.Namespace) -> int:
    if options.go_on:
        paused = practice.progress().paused
        if not paused:
            raise PracticeError("No call is waiting to be continued.", 1)
        _have_pack(practice, paused[0].ref, options)
        call = practice.resume(paused[0].attempt)
    else:
        name = drawn_name(practice, options) if options.random else options.call
        call = practice.start(name, level=options.level, seed=options.seed)
    return PlainCall(practice, call, _guide_of(call), chosen(options)).run(resumed=options.go_on)


def chosen(options: argparse.Namespace) -> str:
    """The options that a command needs to go on with the same packs and name, as one types them."""
    words = ["--packs", str(options.packs)] if options.packs is not None else []
    words += ["--as", options.trainee] if options.trainee is not None else []
    return "".join(f" {shlex.quote(word)}" for word in words)


def _have_pack(practice: Practice, ref: str, options: argparse.Namespace) -> None:
    """Raises PracticeError where the pack of the paused call `ref` is not among those at hand."""
    pack = ref.partition("/")[0]
    if pack in practice.shelf.packs:
        return
    folder = folder_of(pack, Path())
    if folder is not None:
        again = argparse.Namespace(packs=folder, trainee=options.trainee)
        how = f"Go on with: coach play --continue --plain{chosen(again)}"
    else:
        how = "Add --packs DIR, the folder that pack is in."
    raise PracticeError(
        f"The call left last, `{shown(ref)}`, is of the pack `{shown(pack)}`, which is not among the packs "
        f"at hand. {how}"
    )


def _guide_of(call: CallInPlay) -> "Callable[[CallInPlay], None] | None":
    """The guide of a call that the tour began, where it goes on; none: of any other."""
    if not call.guided:
        return None
    from coach.cli.tour import word

    return word


def drawn_name(practice: Practice, options: argparse.Namespace) -> str:
    """The name of a drawn call, and a word on how to play it again."""
    return practice.draw(**drawing(options))


def drawing(options: argparse.Namespace) -> dict[str, Any]:
    """What a call is drawn by, as `Practice.draw` takes it."""
    return {
        "family": options.family,
        "market": options.market,
        "level": options.level,
        "weak": options.weak,
        "seed": options.seed,
    }


class PlainCall:
    """A call as plain lines.

    Args:
        practice: What the call belongs to.
        call: The call.
        guide: Says before each reply what to do; none: nothing is said.
        chosen: Options that a command needs to go on with it, with a space before.
    """

    def __init__(
        self,
        practice: Practice,
        call: CallInPlay,
        guide: Callable[[CallInPlay], None] | None = None,
        chosen: str = "",
    ) -> None:
        self._guide = guide
        self._chosen = chosen
        self._typed = False
        self._interrupted = False
        self.call = call
        """The call being played."""
        self._card = practice.card(call)

    def run(self, *, resumed: bool) -> int:
        """Play to the end of the call or of the input. Raises KeyboardInterrupt on Ctrl-C."""
        before = signal.signal(signal.SIGINT, self._interrupt)
        try:
            return self._play(resumed=resumed)
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        # An exception raised while something is being closed is lost: it is remembered besides.
        self._interrupted = True
        raise KeyboardInterrupt

    def _next_line(self) -> str:
        line = sys.stdin.readline()
        if self._interrupted:
            raise KeyboardInterrupt
        return line

    def _play(self, *, resumed: bool) -> int:
        account = self.call.call.account
        self._say(
            plain.account_lines(
                self._card,
                account.fact_lines(),
                account.days_past_due,
                (account.promises_kept, account.promises_broken),
            )
        )
        if resumed:
            self._say(["", "So far:"])
        scene = self.call.scene()
        self._say(["", *plain.said_lines(scene.lines)])
        while not self.call.scene().ended:
            if self._guide is not None:
                self._guide(self.call)
            self._say(
                [
                    plain.scene_line(self.call.scene()),
                    "Your reply (enter sends; /hint /retry /pause /help):",
                ]
            )
            line = self._next_line()
            if not line or line.strip() == "/pause":
                self.call.pause()
                if self.call.scene().number == 1:
                    return self._left_unbegun(no_input=not (line or self._typed))
                go_on = f"coach play --continue --plain{self._chosen}"
                self._say(["", f"Paused. Go on with: {go_on}"])
                break
            self._typed = True
            self._take(line.strip())
        self._say(plain.debrief_lines(self.call.debrief()))
        return 0

    def _left_unbegun(self, *, no_input: bool) -> int:
        """The call was left without a reply that counts: nothing to continue, nothing to judge."""
        again = f"Begin it with: coach play {self._card.ref} --plain{self._chosen}"
        if no_input:
            say_error(f"The input ended before the first reply, so nothing was played. {again}")
            return _NO_INPUT
        self._say(["", f"Left before a reply that counts: nothing waits. {again}"])
        return 0

    def _take(self, line: str) -> None:
        commands = {
            "/hint": self._hint,
            "/retry": self._retry,
            "/goal": self._goal,
            "/why": self._why,
            "/help": self._help,
        }
        if line in commands:
            commands[line]()
        elif line.startswith("/"):
            self._say([f"There is no command {line.split(maxsplit=1)[0]}.", *self._commands()])
        elif line:
            exchange = self.call.reply(line)
            self._say([f"You: {shown(line)}", *plain.review_lines(exchange)])
            self._say([f"Found out: {shown(label)}" for label in exchange.found])
            self._say(["", *plain.said_lines(exchange.lines)])

    def _hint(self) -> None:
        try:
            self._say([f"Hint (costs 5 points): {shown(self.call.hint())}"])
        except PracticeError as error:
            self._say([str(error)])

    def _retry(self) -> None:
        try:
            scene = self.call.retry()
        except PracticeError as error:
            self._say([str(error)])
            return
        self._say(
            [
                "Taken back; it stays on record and no longer counts.",
                f"{shown(scene.speaker.name)}: {shown(scene.says)}",
            ]
        )

    def _goal(self) -> None:
        self._say([f"Goal here: {shown(self.call.scene().goal)}"])

    def _why(self) -> None:
        exchanges = self.call.debrief().exchanges
        self._say(plain.review_lines(exchanges[-1]) if exchanges else ["There is no reply yet."])

    def _help(self) -> None:
        self._say(self._commands())

    def _commands(self) -> list[str]:
        return [
            "/hint  a hint, costs 5 points",
            "/retry answer the last turn again",
            "/why   the last review again",
            "/goal  what to achieve here",
            "/pause leave; continue later",
        ]

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            print(line)
        sys.stdout.flush()
