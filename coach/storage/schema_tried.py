"""The tables of what came of calls and drills, summed: the text of their migrations."""

TRIED = """
CREATE TABLE stale_tries (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (trainee, ref)
) STRICT, WITHOUT ROWID ;;
INSERT INTO stale_tries SELECT DISTINCT trainee, ref FROM attempts ;;
CREATE TABLE tried (
    trainee TEXT NOT NULL,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    title TEXT NOT NULL,
    tries INTEGER NOT NULL,
    first INTEGER NOT NULL,
    best INTEGER NOT NULL,
    last INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    scorers INTEGER NOT NULL,
    PRIMARY KEY (trainee, kind, ref)
) STRICT, WITHOUT ROWID ;;
CREATE TABLE tried_outcomes (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    outcome TEXT NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (trainee, ref, outcome)
) STRICT, WITHOUT ROWID ;;
CREATE TABLE tried_promises (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    amount TEXT NOT NULL,
    date TEXT NOT NULL,
    weekday INTEGER NOT NULL,
    promises INTEGER NOT NULL,
    PRIMARY KEY (trainee, ref, amount, date, weekday)
) STRICT, WITHOUT ROWID ;;
CREATE TRIGGER attempt_in AFTER INSERT ON attempts BEGIN
    INSERT OR IGNORE INTO stale_tries VALUES (new.trainee, new.ref);
END ;;
CREATE TRIGGER attempt_changed AFTER UPDATE OF ended_at, outcome, score ON attempts BEGIN
    INSERT OR IGNORE INTO stale_tries VALUES (new.trainee, new.ref);
END ;;
CREATE TRIGGER promise_in AFTER INSERT ON promises BEGIN
    INSERT OR IGNORE INTO stale_tries SELECT trainee, ref FROM attempts WHERE id = new.attempt;
END ;;
CREATE TRIGGER promise_out AFTER DELETE ON promises BEGIN
    INSERT OR IGNORE INTO stale_tries SELECT trainee, ref FROM attempts WHERE id = old.attempt;
END
"""

CALLED_ON = """
ALTER TABLE promises ADD COLUMN called_on TEXT NOT NULL DEFAULT '' ;;
DROP TABLE tried_promises ;;
CREATE TABLE tried_promises (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    amount TEXT NOT NULL,
    date TEXT NOT NULL,
    called_on TEXT NOT NULL,
    promises INTEGER NOT NULL,
    PRIMARY KEY (trainee, ref, amount, date, called_on)
) STRICT, WITHOUT ROWID ;;
INSERT OR IGNORE INTO stale_tries SELECT DISTINCT trainee, ref FROM attempts
"""

PROMISED = """
CREATE TABLE tried_amounts (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    amount TEXT NOT NULL,
    promises INTEGER NOT NULL,
    PRIMARY KEY (trainee, ref, amount)
) STRICT, WITHOUT ROWID ;;
INSERT INTO tried_amounts SELECT trainee, ref, amount, sum(promises) FROM tried_promises GROUP BY 1, 2, 3 ;;
DROP TABLE tried_promises ;;
CREATE TABLE tried_days (
    trainee TEXT NOT NULL,
    ref TEXT NOT NULL,
    ahead INTEGER NOT NULL,
    promises INTEGER NOT NULL,
    PRIMARY KEY (trainee, ref, ahead)
) STRICT, WITHOUT ROWID ;;
CREATE INDEX promises_by_attempt ON promises(attempt) ;;
CREATE INDEX promises_by_reply ON promises(reply) ;;
CREATE INDEX attempts_by_time ON attempts(started_at) ;;
CREATE TABLE kept_by (reading INTEGER NOT NULL) STRICT ;;
INSERT INTO kept_by VALUES (0)
"""
