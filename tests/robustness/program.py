"""Programs that are cut off in the middle. They print what they have acknowledged, line by line.

    python program.py play PACKS TAG          calls and drills, without end
    python program.py import PACKS FILE...    imports, one file after another, without end
    python program.py open                    opens the records, which migrates them
    python program.py sync BATCH              sends what waits to COACH_LRS_URL, then tells how much still does
    python program.py backup                  backups, one over the other, without end

`COACH_HOME` is the folder of records. Ends with the exit code of what was told, if anything was.
"""

import itertools
import os
import sys
from pathlib import Path

from coach.practice import PracticeError, keeping, open_practice
from coach.practice.sending import open_sending, target_of
from coach.storage.database import open_records
from coach.storage.errors import StorageError


def say(*words):
    print(*words, flush=True)


def play(packs, tag):
    with open_practice(trainee="mina", packs=Path(packs)) as practice:
        practice.start("till").situation()
        say("open")
        number = 0
        while True:
            paused = practice.progress().paused
            call = practice.resume(paused[0].attempt) if paused else practice.start("till")
            while not call.scene().ended:
                number += 1
                text = f"Who signs off payments, what is his number, when is he in? {tag}-{number}"
                say("typed", text)
                call.reply(text)
                say("acknowledged", text)
            drill = practice.drill()
            if drill.next():
                number += 1
                text = f"What comes in this week? Half by Friday. {tag}-{number}"
                say("typed", text)
                drill.answer(text)
                say("acknowledged", text)


def bring_in(packs, *files):
    with open_practice(trainee="mina", packs=Path(packs)) as practice:
        say("open")
        for file in files:
            practice.exchanging(everybody=True).bring_in(Path(file))
            say("acknowledged", file)
        for file in itertools.cycle(files):
            practice.exchanging(everybody=True).bring_in(Path(file))


def open_them():
    say("open")
    open_records(Path(os.environ["COACH_HOME"])).close()
    say("acknowledged", "opened")


def back_up():
    say("open")
    home = Path(os.environ["COACH_HOME"])
    for number in itertools.count():
        keeping.back_up(home / "backups" / f"copy-{number % 3}.db", home)
        say("acknowledged", number % 3)


def send(batch):
    with open_sending(target_of()) as sending:
        say("open")
        for _ in sending.sync(batch=int(batch)):
            pass
        say("acknowledged", sending.waiting().waiting)


def main():
    kind, *words = sys.argv[1:]
    try:
        {"play": play, "import": bring_in, "open": open_them, "backup": back_up, "sync": send}[
            kind
        ](*words)
    except PracticeError as error:
        say("told", error.exit_code, str(error))
        return error.exit_code
    except StorageError as error:
        say("told", 3, str(error))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
