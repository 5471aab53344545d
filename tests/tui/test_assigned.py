"""Home shows what is assigned."""

import itertools
from contextlib import contextmanager

from coach.content.assignments import assignments_file
from coach.library import load
from coach.practice import Practice, Wiring
from coach.practice.board import Board
from coach.storage.database import open_records
from coach.tui.app import CoachApp
from coach.tui.pictured import screen_text
from coach.tui.screens.brief import BriefScreen

LIST = """\
- {id: a1, call: corner-shop/till, to: [Mina], due: 2026-03-06, pass_mark: 80, attempts: 3}
- {id: a2, call: corner-shop/till, to: [everyone], due: 2026-02-20}
- {id: a3, call: elsewhere/unknown, to: [mina]}
- {id: a4, call: corner-shop/till, to: [Tom]}
"""


def with_board(tmp_path, packs, scorer, text):
    file = assignments_file(tmp_path / "team")
    file.parent.mkdir(parents=True)
    file.write_text(text)
    ids = itertools.count()

    @contextmanager
    def opened():
        records = open_records(tmp_path / "home")
        now = "2026-03-01T10:00:00.000+00:00"
        wiring = Wiring(records=records, now=lambda: now, new_id=lambda: f"id-{next(ids)}")
        board = Board(tmp_path / "team", tmp_path / "copies")
        try:
            yield Practice(wiring, lambda: load(packs), lambda _: scorer, "mina", board)
        finally:
            records.close()

    return CoachApp(opened, paced=False, look="coach-dark")


async def test_home_shows_day_mark_and_attempts_and_opens_the_call(
    tmp_path, packs, scripted_scorer, settle
):
    app = with_board(tmp_path, packs, scripted_scorer, LIST)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        lines = [line for line in screen_text(app).splitlines() if "Assigned" in line]
        assert "The girl at the till" in lines[0]
        assert "overdue since 20 Feb · pass 63" in lines[0]
        assert "by 6 Mar · pass 80 · 0/3 used" in lines[1]
        assert "this desk lacks its pack" in lines[2]
        assert len(lines) == 3
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_many_are_counted_and_a_faulty_list_is_told(tmp_path, packs, scripted_scorer, settle):
    many = "".join(f"- {{id: a{n}, call: corner-shop/till, to: [mina]}}\n" for n in range(7))
    app = with_board(tmp_path, packs, scripted_scorer, f"{many}- nonsense\n")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert text.count("Assigned") == 4
        assert "and 3 calls more" in text
        assert "The team's assignments are faulty" in text
