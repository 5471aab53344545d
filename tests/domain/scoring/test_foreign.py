"""A pack in another language is scored by its own key points, and every review says so."""

import pytest

from coach.authoring.starter import make_pack
from coach.authoring.workbench import Workbench
from coach.cli.score import as_row, told
from coach.content.packs import read_pack
from coach.domain.languages import is_tag, limits, name_of, scored
from coach.domain.scoring.foreign import closed, spaced
from coach.library import drill_situation
from coach.practice import scorer_for

PACK = """- id: chef
  family: authority
  says: [Das entscheidet der Chef., Da muss ich den Chef fragen., Ohne den Chef geht nichts.]
  goal: Den Namen des Chefs und eine Uhrzeit bekommen.
  weights: {target: 0.5, counter: 0.5}
  key_points:
    - id: name
      point: Fragt nach dem Namen des Entscheiders
      phrasings: [Wie heisst er?, Wer gibt die Zahlung frei?, Wer unterschreibt das bei Ihnen?]
    - id: wann
      point: Fragt, wann er zu erreichen ist
      phrasings: [Wann ist er im Büro?, Um wie viel Uhr erreiche ich ihn?, Welche Durchwahl hat er?]
  responses:
    - Das verstehe ich. Wer gibt die Zahlung frei, und wann ist er heute im Büro?
    - Dann rufe ich ihn selbst an. Wie heisst er, und welche Durchwahl hat er?
    - Danke für die Auskunft. Wer unterschreibt das bei Ihnen, und um wie viel Uhr erreiche ich ihn?
- id: laoban
  family: authority
  says: [老板说了算。, 我做不了主。, 要等老板回来。]
  goal: 问到负责人的名字和时间。
  weights: {target: 0.5, commitment: 0.5}
  key_points:
    - id: name
      point: 问负责人的名字
      phrasings: [请问老板贵姓？, 谁负责付款？, 谁签字？]
    - id: when
      point: 问什么时候能联系到他
      phrasings: [他什么时候在办公室？, 几点可以打给他？, 他的直线电话是多少？]
  responses:
    - 我理解。请问谁负责付款，他什么时候在办公室？
    - 那我直接联系他。谁签字，他的直线电话是多少？
    - 谢谢。请问老板贵姓，几点可以打给他？
"""
RULE = """- id: haus.drohung
  title: Niemanden vorbeischicken
  kind: utterance
  offence: threat
  certainty: house
  severity: major
  always: [ich schicke jemanden]
  why: Wir drohen nicht.
  say_instead: Wir besprechen den nächsten Schritt.
  breach: [Ich schicke jemanden vorbei., Passen Sie auf ich schicke jemanden., Ich schicke jemanden heute Abend.]
  lawful: [Ich schicke Ihnen die Rechnung., Ich rufe an., Wer gibt das frei?]
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "unsere"
    make_pack(folder)
    path = folder / "pack.yaml"
    path.write_text(path.read_text().replace("language: en", "language: de"))
    (folder / "excuses" / "excuses.yaml").write_text(PACK)
    for call in (folder / "calls").iterdir():
        call.unlink()
    return folder


@pytest.fixture
def review(folder):
    library = read_pack(folder).library
    scorer = scorer_for(library)

    def ask(name, answer):
        return scorer.review(drill_situation(library, library.excuses[name]), answer)

    return ask


@pytest.mark.parametrize("name", ["chef", "laoban"])
def test_the_packs_own_responses_make_its_key_points(folder, review, name):
    for response in read_pack(folder).library.excuses[name].responses:
        made = review(name, response)
        assert (made.band, made.score) == (4, 100)
        assert all(point.quote in response for point in made.key_points)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("chef", "Gut, dann melde ich mich nächste Woche."),
        ("chef", "Der Chef ist wichtig, das ist mir klar. Danke!"),
        ("laoban", "好的，我下周再打来。"),
        ("laoban", ""),
    ],
)
def test_a_reply_that_makes_none_gets_nothing(review, name, answer):
    assert review(name, answer).score == 0


def test_one_of_two_is_half_and_quoted_as_typed(review):
    made = review("chef", "Na gut!  Wer unterschreibt denn bei Ihnen?")
    first, second = made.key_points
    assert (made.score, first.hit, second.hit) == (50, True, False)
    assert "Na gut!  Wer unterschreibt denn bei Ihnen?"[first.start : first.end] == first.quote
    assert review("laoban", "谁签字？").key_points[0].quote == "谁签字"


def test_only_what_can_be_judged_is_listed_and_the_review_says_so(review):
    made = review("chef", "Wer gibt die Zahlung frei?")
    assert list(made.skills) == ["counter"]
    assert made.limits == limits("de")
    assert "Tone, target, appeal and commitment are not judged yet" in made.limits
    assert review("laoban", "谁签字？").skills == {}
    assert made.limits in told(made)
    assert "(by the house's own rules alone)" in "\n".join(told(made))
    assert as_row(None, "x", made)["limits"] == made.limits


def test_english_rules_never_judge_another_language(review):
    assert review("chef", "Die Rechnung ist fair, die Hand darauf.").conduct.findings == ()


def test_the_houses_own_rules_do_judge_it(folder):
    (folder / "rules").mkdir()
    (folder / "rules" / "haus.yaml").write_text(RULE)
    reading = read_pack(folder)
    assert [problem.code for problem in reading.problems] == ["language-limits"]
    scorer = scorer_for(reading.library)
    situation = drill_situation(reading.library, reading.library.excuses["chef"])
    assert scorer.review(situation, "Morgen schicke ich jemanden vorbei.").conduct.verdict == "ok"
    assert scorer.review(situation, "Ich schicke jemanden vorbei.").conduct.verdict == "fail"


def test_a_review_in_english_has_no_limits_and_its_row_no_such_field(packs):
    library = read_pack(packs / "corner-shop").library
    situation = drill_situation(library, library.excuses["no-money"])
    made = scorer_for(library).review(situation, "When?")
    assert made.limits == ""
    assert "limits" not in as_row(None, "x", made)


def test_the_check_says_what_cannot_be_judged(folder):
    found = {problem.code: problem for problem in read_pack(folder).problems}
    assert found["language-limits"].severity == "hint"
    assert found["language-limits"].line > 1
    path = folder / "pack.yaml"
    path.write_text(path.read_text().replace("language: de", "language: Deutsch"))
    assert [p.code for p in read_pack(folder).problems] == ["bad-language"]


def test_the_workbench_says_how_near_a_reply_came_in_that_language_too(folder):
    bench = Workbench(folder, frozenset({"common", "trade"}), scorer_for)
    assert {problem.severity for problem in bench.check()} <= {"hint", "warning"}
    trial = bench.try_reply("laoban", "请问谁签字？")
    assert trial.nearness[0].made
    assert trial.nearness[0].phrasing == "谁签字？"
    bench.add_phrasing(trial, "when", "老板何时回来？")
    assert (
        read_pack(folder).library.excuses["laoban"].key_points[1].phrasings[-1] == "老板何时回来？"
    )


def test_blanks_between_signs_are_put_in_and_taken_out():
    text = "老板 ABC 说了 12 元。"
    assert closed(spaced("老板说了算")) == "老板说了算"
    assert spaced("plain English") == "plain English"
    assert "老 板" in spaced(text)


@pytest.mark.parametrize(("tag", "fine"), [("de", True), ("en-GB", True), ("zh-Hans-CN", True), ("Deutsch", False), ("", False), ("d", False), ("de_DE", False)])  # fmt: skip
def test_tags_are_told_from_other_words(tag, fine):
    assert is_tag(tag) is fine


def test_languages_have_names_and_english_of_any_country_is_scored():
    assert name_of("de-CH") == "German"
    assert name_of("tlh") == "tlh"
    assert scored("en-US")
    assert limits("en") == ""
