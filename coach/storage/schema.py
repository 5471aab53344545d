"""The tables, as numbered migrations. A migration that has been released never changes."""

from sqlite_utils import Database, Migrations

from coach.storage.schema_outbox import OUTBOX
from coach.storage.schema_tried import CALLED_ON, PROMISED, TRIED

migrations = Migrations("coach")


@migrations(name="0001_records")
def records(db: Database) -> None:
    """Trainees, attempts, replies, their reviews, and the promises obtained."""
    for statement in _FIRST.split(";"):
        if statement.strip():
            db.execute(statement)


_FIRST = """
CREATE TABLE trainees (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    trainee TEXT NOT NULL REFERENCES trainees(id),
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    title TEXT NOT NULL,
    pack TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    level TEXT NOT NULL,
    seed INTEGER NOT NULL,
    scorer TEXT NOT NULL,
    started_at TEXT NOT NULL,
    opening TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    score INTEGER,
    seconds REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attempts_by_trainee ON attempts(trainee, started_at);
CREATE INDEX attempts_by_ref ON attempts(trainee, ref, ended_at);
CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    attempt TEXT NOT NULL REFERENCES attempts(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    take INTEGER NOT NULL,
    turn TEXT NOT NULL,
    excuse TEXT NOT NULL,
    family TEXT NOT NULL,
    speaker TEXT NOT NULL,
    says TEXT NOT NULL,
    answer TEXT NOT NULL,
    before TEXT NOT NULL,
    hints INTEGER NOT NULL,
    seconds REAL NOT NULL,
    given_at TEXT NOT NULL,
    counts INTEGER NOT NULL DEFAULT 1,
    UNIQUE (attempt, number, take)
) STRICT;
CREATE TABLE reviews (
    reply TEXT NOT NULL REFERENCES replies(id) ON DELETE CASCADE,
    scorer TEXT NOT NULL,
    score INTEGER NOT NULL,
    points INTEGER NOT NULL,
    band INTEGER NOT NULL,
    conduct TEXT NOT NULL,
    review TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    PRIMARY KEY (reply, scorer)
) STRICT;
CREATE TABLE skill_scores (
    reply TEXT NOT NULL REFERENCES replies(id) ON DELETE CASCADE,
    scorer TEXT NOT NULL,
    skill TEXT NOT NULL,
    score INTEGER NOT NULL,
    band INTEGER NOT NULL,
    PRIMARY KEY (reply, scorer, skill)
) STRICT;
CREATE TABLE beats (
    reply TEXT PRIMARY KEY REFERENCES replies(id) ON DELETE CASCADE,
    after TEXT NOT NULL,
    said TEXT NOT NULL,
    events TEXT NOT NULL
) STRICT;
CREATE TABLE promises (
    id TEXT PRIMARY KEY,
    attempt TEXT NOT NULL REFERENCES attempts(id) ON DELETE CASCADE,
    reply TEXT NOT NULL REFERENCES replies(id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    share TEXT NOT NULL,
    amount TEXT NOT NULL,
    date TEXT NOT NULL,
    time TEXT NOT NULL,
    method TEXT NOT NULL
) STRICT
"""


@migrations(name="0002_drills")
def drills(db: Database) -> None:
    """When each excuse is drilled again, for each trainee."""
    db.execute("""
CREATE TABLE cards (
    trainee TEXT NOT NULL REFERENCES trainees(id) ON DELETE CASCADE,
    excuse TEXT NOT NULL,
    family TEXT NOT NULL,
    card TEXT NOT NULL,
    due TEXT NOT NULL,
    last_band INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (trainee, excuse)
) STRICT
""")
    db.execute("CREATE INDEX cards_by_due ON cards(trainee, due)")


@migrations(name="0003_figures")
def figures(db: Database) -> None:
    """Sums by day, the latest reply to each excuse, and corrections by people.

    Sums are never counted up and down: what changes is marked stale by triggers, in the
    transaction that changes it, and a stale day is summed anew from the replies before it is read.
    """
    for statement in _FIGURES.split(";;"):
        if statement.strip():
            db.execute(statement)


_FIGURES = """
ALTER TABLE replies ADD COLUMN trainee TEXT NOT NULL DEFAULT '' ;;
UPDATE replies SET trainee = (SELECT trainee FROM attempts a WHERE a.id = replies.attempt) ;;
CREATE INDEX replies_by_day ON replies(trainee, given_at, family, counts) ;;
CREATE INDEX replies_by_excuse ON replies(trainee, excuse, given_at) ;;
CREATE INDEX attempts_ended ON attempts(trainee, kind, ended_at, ref, outcome, score, scorer) ;;
ALTER TABLE reviews ADD COLUMN pack_version TEXT NOT NULL DEFAULT '' ;;
CREATE TABLE corrections (
    id TEXT PRIMARY KEY,
    reply TEXT NOT NULL REFERENCES replies(id) ON DELETE CASCADE,
    skill TEXT NOT NULL,
    machine INTEGER NOT NULL,
    band INTEGER NOT NULL,
    scorer TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at TEXT NOT NULL
) STRICT ;;
CREATE INDEX corrections_by_reply ON corrections(reply, skill, given_at) ;;
CREATE TABLE stale (
    trainee TEXT NOT NULL,
    day TEXT NOT NULL,
    excuse TEXT NOT NULL,
    PRIMARY KEY (trainee, day, excuse)
) STRICT, WITHOUT ROWID ;;
INSERT INTO stale SELECT DISTINCT trainee, substr(given_at, 1, 10), excuse FROM replies ;;
CREATE TABLE day_sums (
    trainee TEXT NOT NULL,
    day TEXT NOT NULL,
    family TEXT NOT NULL,
    scorer TEXT NOT NULL,
    replies INTEGER NOT NULL,
    score INTEGER NOT NULL,
    points INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    fail INTEGER NOT NULL,
    given INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    seconds REAL NOT NULL,
    timed INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    PRIMARY KEY (trainee, day, family, scorer)
) STRICT, WITHOUT ROWID ;;
CREATE TABLE day_skills (
    trainee TEXT NOT NULL,
    day TEXT NOT NULL,
    family TEXT NOT NULL,
    skill TEXT NOT NULL,
    scorer TEXT NOT NULL,
    replies INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (trainee, day, family, skill, scorer)
) STRICT, WITHOUT ROWID ;;
CREATE TABLE latest (
    trainee TEXT NOT NULL,
    excuse TEXT NOT NULL,
    skill TEXT NOT NULL,
    family TEXT NOT NULL,
    level TEXT NOT NULL,
    scorer TEXT NOT NULL,
    score INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (trainee, excuse, skill)
) STRICT, WITHOUT ROWID ;;
CREATE TRIGGER reply_whose AFTER INSERT ON replies WHEN new.trainee = '' BEGIN
    UPDATE replies SET trainee = (SELECT trainee FROM attempts WHERE id = new.attempt) WHERE id = new.id;
END ;;
CREATE TRIGGER review_in AFTER INSERT ON reviews BEGIN
    INSERT OR IGNORE INTO stale
    SELECT trainee, substr(given_at, 1, 10), excuse FROM replies WHERE id = new.reply;
END ;;
CREATE TRIGGER reply_counts AFTER UPDATE OF counts, given_at ON replies BEGIN
    INSERT OR IGNORE INTO stale VALUES (new.trainee, substr(new.given_at, 1, 10), new.excuse);
END ;;
CREATE TRIGGER reply_out AFTER DELETE ON replies BEGIN
    INSERT OR IGNORE INTO stale VALUES (old.trainee, substr(old.given_at, 1, 10), old.excuse);
END ;;
CREATE TRIGGER correction_in AFTER INSERT ON corrections BEGIN
    INSERT OR IGNORE INTO stale
    SELECT trainee, substr(given_at, 1, 10), excuse FROM replies WHERE id = new.reply;
END
"""


@migrations(name="0004_tried")
def tried(db: Database) -> None:
    """What came of each call and drill, kept by trainee and call, summed like the days."""
    for statement in TRIED.split(";;"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0005_weeks")
def weeks(db: Database) -> None:
    """The days summed by week: a long record is read in a seventh of the rows."""
    for statement in _WEEKS.split(";;"):
        if statement.strip():
            db.execute(statement)


_WEEKS = """
CREATE TABLE week_sums (
    trainee TEXT NOT NULL,
    week TEXT NOT NULL,
    family TEXT NOT NULL,
    scorer TEXT NOT NULL,
    replies INTEGER NOT NULL,
    score INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    fail INTEGER NOT NULL,
    given INTEGER NOT NULL,
    seconds REAL NOT NULL,
    timed INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    PRIMARY KEY (trainee, week, scorer, family)
) STRICT, WITHOUT ROWID ;;
INSERT INTO week_sums
SELECT trainee, date(day, '-6 days', 'weekday 1'), family, scorer, sum(replies), sum(score), sum(minor), sum(fail),
    sum(given), sum(seconds), sum(timed), sum(hints)
FROM day_sums GROUP BY 1, 2, 3, 4 ;;
CREATE TABLE week_skills (
    trainee TEXT NOT NULL,
    week TEXT NOT NULL,
    family TEXT NOT NULL,
    skill TEXT NOT NULL,
    scorer TEXT NOT NULL,
    replies INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (trainee, week, skill, scorer, family)
) STRICT, WITHOUT ROWID ;;
INSERT INTO week_skills
SELECT trainee, date(day, '-6 days', 'weekday 1'), family, skill, scorer, sum(replies), sum(score)
FROM day_skills GROUP BY 1, 2, 3, 4, 5
"""


@migrations(name="0006_outbox")
def outbox(db: Database) -> None:
    """What happened, one row for each statement that a learning record store is told.

    Triggers write a row in the transaction in which the thing happens, so that none is lost and
    none comes twice. A row that has no `sent_at` waits to be sent.
    """
    for statement in OUTBOX.split(";;"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0007_called_on")
def called_on(db: Database) -> None:
    """The day of the call a promise was made in: a call may play on a day of its own."""
    for statement in CALLED_ON.split(";;"):
        if statement.strip():
            db.execute(statement)


@migrations(name="0008_drafts")
def drafts(db: Database) -> None:
    """What was being typed when a call was left: it is no reply, and waits for the call to go on."""
    db.execute("ALTER TABLE attempts ADD COLUMN draft TEXT NOT NULL DEFAULT ''")


@migrations(name="0009_left_open")
def left_open(db: Database) -> None:
    """What else waits: whether a call is the tour's, and what was being typed in a drill."""
    db.execute("ALTER TABLE attempts ADD COLUMN guided INTEGER NOT NULL DEFAULT 0")
    db.execute("""
CREATE TABLE drill_drafts (
    trainee TEXT PRIMARY KEY REFERENCES trainees(id) ON DELETE CASCADE,
    excuse TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID
""")


@migrations(name="0010_promised")
def promised(db: Database) -> None:
    """Promises summed by amount, and by how far ahead their day lies: read once, when they are summed."""
    for statement in PROMISED.split(";;"):
        if statement.strip():
            db.execute(statement)
