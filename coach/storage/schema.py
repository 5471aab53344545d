"""The tables, as numbered migrations. A migration that has been released never changes."""

from sqlite_utils import Database, Migrations

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
