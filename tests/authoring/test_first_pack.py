"""The page `first-pack` as a new manager follows it: from nothing to a pack checked, tested and played."""

import os
import re
import shlex
import subprocess
import sys
from importlib import resources

import pytest

PAGE = resources.files("coach").joinpath("handbook", "first-pack.md").read_text(encoding="utf-8")

COMPUTER = """Our computer is down, we can't see any invoices.
The system has been down since Monday.
IT is working on it, I can't pay without the system.

computer-down
process

Take the system out of the way and leave with a sum, a day and a way of paying.

Offers a way that needs no computer
I can email you the invoice now
You can pay from the bank's app without your system
A transfer from a telephone needs no invoice system

Gets the sum on a day
I need the {amount} by Friday
Will you send {amount} by transfer today?
On which day will you transfer the {amount}?


I am sorry about the system. I can email you the invoice now, and a transfer from the bank's app needs no system. Will you send the {amount} by transfer on Friday at noon, and confirm it to me?
Then let us do it without the computer. You can pay from the bank's app without your system. Will you send {part_amount} today by transfer and {rest_amount} on Friday?
That is a nuisance for you, and the {amount} has been due for {days_past_due} days. I can email you the invoice now. On which day will you transfer the {amount}, and at what hour may I ring to confirm it?

I can email you the invoice now. Will you send the 2,400 by transfer from the bank's app on Friday?
I can email you the invoice now. Can you pay from the bank's app this week?

"""
CUSTOMER = """Our own customer hasn't paid us, so I can't pay you.
When they pay me, I pay you. It's that simple.
We are all waiting for money here.

customer-late
cash

Take the own customer's lateness as a date to plan by, and get a part now with the rest dated.

Asks who owes them, how much and by when
Who owes you, and how much is it?
On which day do they pay you?
When did they promise you the money?

Asks for a part now and the rest on a day
Send {part_amount} this week and {rest_amount} when they pay
Half by Friday, and the rest on the day your customer pays
What can you transfer today, and when comes the rest?


I understand, waiting is no fun. Who owes you, how much is it, and on which day do they pay you? Please send {part_amount} by transfer on Friday, and let us fix {rest_amount} for the day after they pay.
Your customer's lateness is between you and them, and we kept our side. On which day do they pay you? I would like {part_amount} by transfer this Friday and {rest_amount} on the 15th, agreed?
Thank you for being open. When did they promise you the money, and who owes you? Half by Friday by transfer, that is {part_amount}, and the rest on the day your customer pays; I ring you that morning.

Who owes you, and on which day do they pay? Send 1,200 by transfer on Friday and the other 1,200 on the 15th.
When do they pay you?

"""
SENT = """It was sent last week, it must be with you by now.
We paid that. Ask your bank.
The transfer left on Thursday.

sent-already
paid

Find out what was sent, from which account and when, and have proof today or a new payment on a day.

Asks for the proof of the transfer
Can you send me the transfer slip while we speak?
Please mail me the bank's confirmation now
What is the reference of the transfer?

Asks for the date, the sum and the account
On which day did it leave, and how much was it?
From which account was it paid?
Which sum did you send, and on what date?

Fixes what happens if it is not found
If it isn't there by noon, please send the {amount} again on Friday
If the bank can't find it, I need {amount} by transfer on Friday


Thank you, then we will find it together. On which day did it leave, and how much was it? Can you send me the transfer slip while we speak? If the bank can't find it by noon, I need {amount} by transfer on Friday.
Good to hear. From which account was it paid, and what is the reference of the transfer? Please mail me the bank's confirmation now; if it isn't there by noon, please send the {amount} by transfer on Friday.
I have looked, and there is nothing from you in our account yet. Which sum did you send, and on what date? Please mail me the bank's confirmation now, and if it went astray, let us fix {amount} by transfer for Friday.

On which day did it leave and how much? Please mail me the confirmation now. If it isn't there by noon, send the 2,400 by transfer on Friday.
Can you send me the transfer slip? On which day did it leave?

"""
CALL = """Three in a row
customer-late
sent-already
computer-down

Mr Sample







"""
TYPED = {
    "coach pack add excuse our-debtors": [COMPUTER, CUSTOMER, SENT],
    "coach pack add call our-debtors": [CALL],
    "coach play first-call --packs our-debtors --plain": ["Who signs it off?\n/pause\n"],
    "coach pack watch our-debtors": ["When is he in?\n/why\n/example 1\n/undo\n/quit\n"],
}
"""What is typed where a command of the page asks; once for each time it is given."""


def commands():
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL):
        yield from block.splitlines()


@pytest.fixture
def give(tmp_path):
    env = {**os.environ, "COACH_HOME": str(tmp_path / "home")}

    def command(text, typed=""):
        return subprocess.run(
            [sys.executable, "-m", *shlex.split(text)],
            env=env,
            cwd=tmp_path,
            input=typed,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )

    return command


def test_the_page_leads_to_five_excuses_and_a_call_checked_tested_and_played(give, tmp_path):
    for text in commands():
        for typed in TYPED.get(text, [""]):
            done = give(text, typed)
            assert done.returncode == 0, (text, done.stdout, done.stderr)
            assert done.stderr == "", text
    checked = give("coach pack check our-debtors").stdout
    assert "0 errors, 0 warnings" in checked
    stats = give("coach pack stats our-debtors").stdout
    assert "5 excuses, 2 calls" in stats
    tested = give("coach pack test our-debtors").stdout
    assert "response: 15 as wanted, 0 otherwise" in tested
    assert "example: 15 as wanted, 0 otherwise" in tested
    assert "play: 6 as wanted, 0 otherwise" in tested
    plays = (tmp_path / "our-debtors" / "calls" / "three-row.plays.yaml").read_text()
    says = re.findall(r"- say: \"?(.*?)\"?$", plays.split("- name: weak")[0], re.MULTILINE)
    played = give("coach play three-row --packs our-debtors --plain", "\n".join(says) + "\n")
    assert played.returncode == 0
    assert "Outcome: a dated promise." in played.stdout


def test_the_page_tells_what_the_program_asks(give):
    give("coach pack new our-debtors")
    asked = give("coach pack add excuse our-debtors", COMPUTER).stdout
    for question in (
        "How do they say it",
        "A short name for it",
        "What counts, and how much",
        "Key point 1",
    ):
        assert question in PAGE
        assert question in asked
