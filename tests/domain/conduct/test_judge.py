"""What the judge promises: the gate, the words, and the call's facts."""

import pytest

from coach.content.rules import RulesError, rule_book, set_names
from coach.domain.conduct.golden import line_situation
from coach.domain.conduct.judge import judge
from coach.domain.conduct.rule import Rule
from coach.domain.scoring.review import Conduct

ALL = set_names()


def of(text: str, **call) -> Conduct:
    return judge(rule_book(ALL), line_situation(**call), text)


def test_a_threat_fails_the_reply_and_quotes_the_words():
    text = "Pay today, or you will be arrested on Friday."
    conduct = of(text)
    assert conduct.verdict == "fail"
    finding = conduct.findings[0]
    assert finding.kind == "threat"
    assert text[finding.start : finding.end] == finding.quote
    assert "arrested" in finding.quote
    assert finding.why
    assert finding.say_instead
    assert finding.cite


@pytest.mark.parametrize(
    "text",
    [
        "No one is going to have you arrested, not me and not the bank.",
        "I will not call your employer, your wife or your neighbours.",
        "Did he tell you he would sit outside your house? That won't happen.",
        "I'm not calling you a liar, I'm asking for the reference.",
        "You can kill the standing order and pay by card.",
        "Is it still 14 Court Street, flat 2?",
        "We delivered twelve handcuffs for the Prison Break room, signed for by Mr Crook.",
        "My colleague spoke about the police? I withdraw that.",
        "If it is unpaid on the 10th we place it with our solicitors.",
        "Deliveries are on hold until the account is inside terms.",
    ],
)
def test_denials_names_idioms_and_lawful_consequences_pass(text):
    assert of(text).verdict == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "It would be a pity if the tax office heard about your books.",
        "It's a small market, and people talk.",
        "My boys know where the shop is.",
        "Even my daughter could do that, and she's eight.",
        "As the clerk you are personally liable for this.",
        "I don't want to have to ring your parents.",
    ],
)
def test_veiled_forms_are_caught(text):
    assert of(text, market="trade").verdict != "ok"


def test_the_same_words_are_lawful_or_not_by_the_facts():
    text = "Our lawyers file the claim on Monday."
    assert of(text, facts={"next_steps": ["claim"]}).verdict == "ok"
    assert of(text).verdict == "ok"
    assert of(text, facts={"next_steps": []}).verdict == "fail"


def test_a_third_party_must_not_hear_of_a_consumers_debt():
    text = "Could you tell her that the second instalment is late?"
    assert of(text, role="third_party").verdict == "fail"
    assert of(text, role="decision_maker").verdict == "ok"
    trade = of(text, role="third_party", market="trade")
    assert not any(finding.kind == "disclosure" for finding in trade.findings)


def test_the_first_disclosure_may_have_been_made_earlier_in_the_call():
    facts = {"jurisdiction": "US", "collector": "third_party", "first_contact": True}
    said = "I'm a debt collector, this is an attempt to collect a debt, and information will be used for that."
    assert of("Your balance is 412.", facts=facts).verdict == "fail"
    assert of("Your balance is 412.", facts=facts, before=(said,)).verdict == "ok"


def test_a_rule_of_one_country_is_silent_in_another():
    facts = {"local_time": "21:30", "jurisdiction": "US"}
    assert of("When will you pay?", facts=facts).verdict == "fail"
    facts = {"local_time": "20:30", "jurisdiction": "DE"}
    assert of("When will you pay?", facts=facts).verdict == "ok"


def test_grave_news_must_be_heard_before_money_is_asked_for():
    says = "My wife died on Monday."
    facts = {"hardship": True}
    assert of("Can you pay by Friday?", says=says, facts=facts).verdict == "fail"
    kind = "I'm very sorry for your loss. May I ring in a fortnight?"
    assert of(kind, says=says, facts=facts).verdict == "ok"


def test_a_house_can_switch_a_rule_off_or_make_it_lighter():
    text = "You are a liar."
    situation = line_situation()
    light = rule_book(("common",), severities={"common.abuse.insult": "minor"})
    assert judge(light, situation, text).verdict == "minor"
    rules = {rule.id: "off" for rule in rule_book(("common",)).rules}
    assert judge(rule_book(("common",), severities=rules), situation, text).verdict == "ok"


def test_a_house_rule_fires_beside_the_shipped_ones():
    rule = Rule(
        id="house.first-name",
        title="No darling",
        kind="utterance",
        offence="abuse",
        certainty="house",
        any=("darling",),
        severity="minor",
        why="We do not speak so.",
        say_instead="Mrs Cole.",
        breach=("Come on, darling.",),
        lawful=("Come on, Mrs Cole.",),
    )
    book = rule_book(("common",), (rule,))
    situation = line_situation()
    found = judge(book, situation, "Which day would suit you, darling?").findings
    assert [finding.rule for finding in found] == ["house.first-name"]
    assert book.version != rule_book(("common",)).version


def test_a_missing_set_is_told_with_the_nearest_name():
    with pytest.raises(RulesError, match="us-consumer"):
        rule_book(("us-consumers",))


@pytest.mark.parametrize("text", ["", " ", "?!", "…", "ok", "\u202e\u0000", "a" * 5000])
def test_odd_replies_are_judged_without_complaint(text):
    assert of(text).verdict in {"ok", "minor", "fail"}


def test_the_same_reply_gets_the_same_findings_every_time():
    text = "Nice car you have there. Be a shame if it burned."
    assert of(text) == of(text)


OUTSIDER = {
    "role": "third_party",
    "facts": {"jurisdiction": "US", "collector": "third_party", "identity_verified": False},
}


@pytest.mark.parametrize(
    "text",
    [
        "I'm Alex from a debt collection agency. When is Keisha free?",
        "I'm with Harbor Ridge, we collect for Lakeshore. When is Keisha free?",
        "I'm Alex with Harbor Ridge Services, a collection agency.",
    ],
)
@pytest.mark.parametrize("place", ["US", "GB"])
def test_nobody_but_the_debtor_hears_that_a_collector_is_calling(text, place):
    facts = {"jurisdiction": place, "collector": "third_party"}
    conduct = of(text, role="third_party", facts=facts)
    assert conduct.verdict == "fail"
    assert conduct.findings[0].kind == "disclosure"
    assert of(text, role="decision_maker", facts=facts).verdict == "ok"


def test_a_company_is_named_to_others_only_where_they_ask_for_it():
    text = "I'm calling from Harbor Ridge Services, is Keisha there?"
    unasked = of(text, **OUTSIDER)
    assert unasked.verdict == "minor"
    assert unasked.findings[0].cite[0] == "12 CFR 1006.10(b)(2)"
    assert of(text, says="Who are you with?", **OUTSIDER).verdict == "ok"
    assert of(text, says="Which company is that?", **OUTSIDER).verdict == "ok"
    british = {"jurisdiction": "GB", "collector": "third_party"}
    assert of(text, role="third_party", facts=british).verdict == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "My name is Alex. I'm confirming how to reach Keisha. When is she free?",
        "This is Alex for Keisha Grant, it's a personal call. Is she in later today?",
        "I'm calling from my own number, so she can ring back at any hour.",
        "It's private, so I'd rather tell her myself. Is she back from work by four?",
        "I can only speak with Keisha about it. When would be a good time to call?",
    ],
)
def test_ones_own_name_and_the_hour_to_reach_somebody_may_be_said_to_anyone(text):
    assert of(text, says="I'm her sister. What's it about?", **OUTSIDER).verdict == "ok"


def test_what_to_say_to_others_names_nobody_and_fits_everybody():
    rules = [r for r in rule_book(ALL).rules if r.offence == "disclosure"]
    for rule in rules:
        words = set(rule.say_instead.replace(",", " ").replace(".", " ").split())
        assert not words & {"him", "his", "he", "her", "she", "Dana", "Reed", "555"}, rule.id


LOUD = "Not now. You're on the loudspeaker, the place is full. They can hear every word."


@pytest.mark.parametrize(
    "text",
    [
        "Three million two hundred thousand, 47 days late, you broke last Saturday's promise. When do I get it?",
        "It's 3,200,000, and I want it on Monday.",
        "You're 47 days late, Chief. Which day this week?",
        "Last Saturday's promise was not kept. What now?",
    ],
)
@pytest.mark.parametrize("market", ["trade", "consumer"])
def test_sum_delay_and_broken_promise_are_not_said_while_others_listen(text, market):
    aloud = of(text, market=market, says=LOUD)
    assert aloud.verdict == "fail"
    assert aloud.findings[0].kind == "disclosure"
    assert of(text, market=market, says="What is it?").verdict == "ok"
    alone = "You're on the loudspeaker. ... I'm taking you off. I'm in the store room."
    assert of(text, market=market, says=alone).verdict == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "Then not a word of it now. Can you take me off the speaker?",
        "Serve them first. I need five private minutes, at three or at four?",
        "I'll be brief: one day this week, just the day, please.",
        "Nobody needs to hear this. At what hour today are you alone?",
    ],
)
def test_a_private_minute_or_the_day_alone_may_be_asked_for_while_others_listen(text):
    assert of(text, market="trade", says=LOUD).verdict == "ok"


def test_a_rule_is_told_once_for_each_sentence_that_breaks_it():
    text = "Your sister's account is overdue and she must pay. She owes us 412."
    findings = of(text, role="third_party").findings
    assert [finding.rule for finding in findings] == ["common.disclosure.third-party"] * 2
    assert findings[0].quote == "account is overdue and she must pay"
    assert findings[1].quote.startswith("She owes")
