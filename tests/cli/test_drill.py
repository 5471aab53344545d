"""`coach drill --plain`: what was begun elsewhere is shown before it is answered."""

import io

from coach.cli import drill
from coach.practice import open_practice


def test_words_begun_on_the_screen_are_shown_with_their_excuse(home, packs, monkeypatch, capsys):
    words = ["--plain", "--as", "mina", "--packs", str(packs)]
    with open_practice(trainee="mina", packs=packs) as practice:
        begun = practice.drill()
        begun.next()
        begun.pause("You are right that\x1b")
    monkeypatch.setattr("sys.stdin", io.StringIO("/pause\n"))
    assert drill.run(words) == 0
    assert "\nYou had begun: You are right that␛\nYour reply" in capsys.readouterr().out
    with open_practice(trainee="mina", packs=packs) as practice:
        assert practice.drill().next().draft == "You are right that\x1b"
        practice.drill().next()
    monkeypatch.setattr("sys.stdin", io.StringIO("Who signs, and when?\n/pause\n"))
    assert drill.run(words) == 0
    assert capsys.readouterr().out.count("You had begun") == 1
