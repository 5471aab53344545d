"""`coach pack new`: a small working pack, with comments that explain each field."""

from pathlib import Path

_SERVER = "# yaml-language-server: $schema="

PACK = (
    _SERVER
    + """schema/pack.schema.json
# What the pack is. Every file of it is plain text; `coach pack check` tells you what is wrong.
id: {id}
version: 0.1.0
title: {title}
about: Excuses that our own debtors use, and the answers our house wants.
language: en
market: trade            # trade: business debts; consumer: people's private debts
jurisdiction: GB         # whose law it plays under: GB, US, DE ...; INT for none in particular
rules: [common, trade]   # conduct rule sets; `coach rules` lists them
licence: LicenseRef-internal
# The usual account and debtor, for excuses that are drilled on their own.
account:
  creditor: Our Company Ltd
  customer: Sample & Sons
  amount: GBP 2,400
  invoice: INV-1001
  days_past_due: 35
  facts: Delivered and signed for; two reminders sent.
speaker:
  name: Mr Sample
  position: owner
  role: decision_maker
"""
)

EXCUSES = (
    _SERVER
    + """../schema/excuses.schema.json
# A list of excuses. Each begins with a dash.
- id: boss-decides                 # unique in the pack; small letters and hyphens; never reused
  family: authority                # cash process authority paid dispute denial bargaining hardship hostility promise
  mood: evasive                    # calm evasive friendly flat angry distressed: the appeal must fit
  says:                            # three or more ways they say it; the first is the usual one
    - The boss decides about payments. I can't do anything.
    - That is not up to me, you have to wait for the boss.
    - I told you, only the boss can release that.
  diagnose: Which payments need him, and when is he in?
  goal: Get the name of the one who decides, a direct way to reach him, and a time, without making an enemy here.
  weights: {target: 0.5, counter: 0.2, commitment: 0.3}   # two to four skills; they sum to 1
  key_points:                      # two to four things that a good reply says or does
    - id: name
      point: Asks who decides, by name
      phrasings:                   # several ways of saying it, in other words rather than another order
        - What is his name?
        - Who signs it off?
        - Who releases payments over this amount?
        - May I ask whom I should speak to about this?
    - id: reach
      point: Asks for a direct way to reach him, and a time
      phrasings:
        - What is his direct number?
        - When is he at his desk today?
        - Can you put me through at three?
        - Which mobile can I reach him on?
    - id: amount
      point: Names the sum and the day it is wanted
      phrasings:
        - I would like the {amount} by transfer on {pay_date}
        - The {amount} has to leave by {pay_date}
        - Please tell him {amount} by {pay_date}
  pitfalls:
    - Thanking and hanging up until somebody rings back
  never:
    - Then I will ring every hour until he comes to the telephone.
  responses:                       # three replies you recommend, with different strategies
    - I understand that it isn't your decision. What is his name, and when is he at his desk today? I would like to agree {amount} by transfer on {pay_date} with him directly.
    - Then let us make it easy for both of us. Who signs off payments of this size, and what is his direct number? I will ring him at three and ask for {amount} by {pay_date}.
    - Thank you for telling me plainly. Could you put me through to him now, or tell me his name and the hour he is in? The {amount} has been due for {days_past_due} days and I need it by transfer on {pay_date}.
  practice: [P03, P19]
  examples:                        # answers with the band they must get; `coach pack test` runs them
    - {answer: "I see. Who signs off payments there, what's his direct number and when is he in today? I want to agree the 2,400 for Friday with him.", band: [3, 4]}
    - {answer: "Who signs it off, please? And when is he in?", band: [1, 3]}
    - {answer: "OK, no problem, I'll call again another time.", band: [0, 1]}

- id: next-month
  family: cash
  mood: friendly
  says:
    - Next month, I promise. Next month will be better.
    - You know me. Just give me until next month.
    - What can I say? Next month.
  diagnose: What will be different next month, and what comes in before?
  goal: Turn next month into a part this week and the rest on a day.
  weights: {counter: 0.4, appeal: 0.2, commitment: 0.4}
  key_points:
    - id: what_changes
      point: Asks what will be different next month
      phrasings:
        - What will be different next month?
        - What comes in next month that isn't there now?
        - Which payment are you waiting for?
        - Who owes you, and when do they pay?
    - id: part_now
      point: Asks for a part this week with the rest dated
      phrasings:
        - "{part_amount} this week and {rest_amount} on the 15th"
        - Half by {pay_date}, and the rest on a day we fix now
        - What can you transfer today, and on which day comes the rest?
    - id: fairness
      point: Says what the delay means, truly and without heat
      phrasings:
        - We delivered on time and paid our own supplier
        - We kept our side, I need you to keep yours
        - You have been {days_past_due} days over the terms we agreed
  responses:
    - I'm glad it will be better. What comes in next month that isn't there now? We delivered on time, so let us share it fairly. {part_amount} by transfer on {pay_date}, and {rest_amount} on the 15th. Agreed?
    - You have been {days_past_due} days over the terms we agreed, and I'd like to keep supplying you. Which payment are you waiting for, and when does it come? Please send {part_amount} this Friday and fix a day with me now for the rest.
    - Next month is a wish, and I need a day. We kept our side. What can you transfer today of the {amount}, and on which day comes the rest? I'll note both and ring you that morning.
  practice: [P08, P15]
  examples:
    - {answer: "What comes in next month that isn't there now? We kept our side. Please send 1,200 by transfer on Friday and the other 1,200 on the 15th.", band: [3, 4]}
    - {answer: "Please pay as soon as you can next month.", band: [0, 1]}
    - {answer: "Alright, next month is fine for us.", band: [0, 1]}
"""
)

CALL = (
    _SERVER
    + """../schema/call.schema.json
# One call: who is on the line, what they say, and where each reply leads.
id: first-call
title: The desk in front of the owner
brief: You ring Sample & Sons about GBP 2,400, five weeks late. It is Tuesday, half past two.
goal: Get past the desk to the owner, and leave with an amount and a day.
level: easy
account:
  creditor: Our Company Ltd
  customer: Sample & Sons
  amount: GBP 2,400
  invoice: INV-1001
  days_past_due: 35
  facts: Delivered and signed for; two reminders sent.
cast:
  desk: {name: Ms Reed, position: at the front desk, role: gatekeeper, mood: friendly, knows: [hour]}
  owner: {name: Mr Sample, position: owner, role: decision_maker, mood: friendly, knows: [income]}
findings:                          # what can be found out by asking
  - id: hour
    label: The owner is in from two to four
    asks: ["When is he in?", "What time can I reach him?", "When is he at his desk?"]
    told: ["He's in from two to four, most days."]
  - id: income
    label: A large customer pays them on the 12th
    asks: ["What comes in next month?", "Which payment are you waiting for?", "Who owes you, and when do they pay?"]
    told: ["Our biggest customer pays on the 12th. Usually."]
start: desk
patience: 5                        # 1 to 7; at 0 they hang up
willingness: 3                     # 0 to 7
turns:
  - id: desk
    speaker: desk
    excuse: boss-decides
    routes:                        # the first route whose `when` holds is taken
      - when: {conduct: [fail]}
        says: ["I'm not going to listen to that."]
        end: complaint
      - when: {band: [3, 4]}
        says: ["All right, hold on. I'll get him for you.", "Since you ask so nicely: one moment."]
        go: owner
        note: You asked for the one who decides, by name and hour.
      - when: {tries: [3, 9]}
        says: ["I've told you what I can. Good afternoon."]
        end: refused
      - when: {band: [2, 2]}
        says: ["Well. His name is Mr Sample, that much I can say."]
        again: true
      - again: true
        says: ["Fine, bye then. Or was there something else?"]
  - id: owner
    speaker: owner
    excuse: next-month
    routes:
      - when: {conduct: [fail]}
        says: ["In my own shop nobody talks to me like that."]
        end: hung_up
      - when: {band: [3, 4], promised: [full]}
        says: ["All of it? ... All right. Put me down for it."]
        end: dated_promise
        note: You asked for all of it, on a day.
      - when: {band: [2, 4], promised: [part]}
        says: ["That I can do. Half now, half then."]
        end: part_payment
        note: You turned next month into a sum and a day.
      - when: {tries: [3, 9]}
        says: ["We are not getting anywhere. Next month, I said."]
        end: refused
      - again: true
        says: ["So we understand each other."]
outcomes:
  dated_promise: Whole and dated. Ring him that morning.
  part_payment: Half is on its way; note the day of the rest.
  refused: No day, no money. Ask for the reason before you ask for the sum.
"""
)

PLAYS = (
    _SERVER
    + """../schema/plays.schema.json
# Play scripts: what a trainee types, and how the call must go. `coach pack test` runs them.
- name: good path
  lines:
    - say: I understand it isn't your decision, Ms Reed. Who signs off payments, and when is he at his desk today? I'd like to agree the GBP 2,400 by transfer on Friday with him directly.
      turn: desk
      band: [3, 4]
    - say: I'm glad next month looks better, Mr Sample. What comes in next month that isn't there now? We kept our side. Please transfer GBP 1,200 on Friday and the other GBP 1,200 on the 15th. Agreed?
      speaker: owner
      band: [2, 4]
      reveals: [income]
  outcome: part_payment
- name: weak path
  lines:
    - {say: "Oh, sorry to bother you. Maybe I'll try some other time.", band: [0, 1]}
    - {say: "Sorry, would it perhaps be possible to pay something some day?", band: [0, 1]}
    - {say: "OK then, sorry.", band: [0, 1]}
- name: breaks conduct
  lines:
    - {say: "Tell your boss he is a liar and a thief and I will send somebody round tonight.", conduct: fail}
  outcome: complaint
"""
)


class StarterError(Exception):
    """The pack cannot be made; the message tells why."""


def make_pack(folder: Path, title: str = "") -> list[Path]:
    """Make a small working pack in a new folder. Raises StarterError; never overwrites anything."""
    if folder.exists():
        raise StarterError(f"{folder} is there already. Choose another name.")
    name = folder.name
    if not name or not all(
        part.isalnum() and part.islower() for part in name.replace("_", "-").split("-")
    ):
        raise StarterError(
            f"`{name}` cannot be a pack's name. Use small letters, digits and hyphens: our-debtors."
        )
    shown = title or name.replace("-", " ").capitalize()
    texts = {
        "pack.yaml": PACK.replace("{id}", name).replace("{title}", shown),
        "excuses/excuses.yaml": EXCUSES,
        "calls/first-call.yaml": CALL,
        "calls/first-call.plays.yaml": PLAYS,
    }
    made: list[Path] = []
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        made.append(target)
    return made
