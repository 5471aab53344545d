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
    for statement in _TRIED.split(";;"):
        if statement.strip():
            db.execute(statement)


_TRIED = """
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
    for statement in _OUTBOX.split(";;"):
        if statement.strip():
            db.execute(statement)


_OUTBOX = """
CREATE TABLE outbox (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    trainee TEXT NOT NULL,
    attempt TEXT NOT NULL,
    reply TEXT NOT NULL DEFAULT '',
    part TEXT NOT NULL DEFAULT '',
    which INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '{}',
    sent_at TEXT,
    trouble TEXT NOT NULL DEFAULT '',
    UNIQUE (attempt, reply, kind, part, which)
) STRICT ;;
CREATE INDEX outbox_waiting ON outbox(place) WHERE sent_at IS NULL ;;
CREATE INDEX outbox_trouble ON outbox(place) WHERE trouble != '' ;;
CREATE TABLE outbox_state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID ;;
INSERT INTO outbox (kind, trainee, attempt, reply, part, which, detail)
SELECT kind, trainee, attempt, reply, part, which, detail FROM (
    SELECT 'started' AS kind, trainee, id AS attempt, '' AS reply, '' AS part, 0 AS which, '{}' AS detail,
        started_at AS at, 0 AS rank
    FROM attempts a WHERE kind = 'call' AND EXISTS (SELECT 1 FROM replies r WHERE r.attempt = a.id)
    UNION ALL
    SELECT CASE WHEN v.scorer = (SELECT scorer FROM reviews f WHERE f.reply = r.id ORDER BY reviewed_at, scorer LIMIT 1)
        THEN 'answered' ELSE 'rescored' END, a.trainee, a.id, r.id, v.scorer, 0, '{}', v.reviewed_at, 1
    FROM reviews v JOIN replies r ON r.id = v.reply JOIN attempts a ON a.id = r.attempt
    UNION ALL
    SELECT 'finding', a.trainee, a.id, r.id, v.scorer, f.key, '{}', v.reviewed_at, 2
    FROM reviews v JOIN replies r ON r.id = v.reply JOIN attempts a ON a.id = r.attempt
    JOIN json_each(v.review, '$.conduct.findings') f
    WHERE v.conduct != 'ok'
        AND v.scorer = (SELECT scorer FROM reviews f WHERE f.reply = r.id ORDER BY reviewed_at, scorer LIMIT 1)
    UNION ALL
    SELECT 'taken_back', a.trainee, a.id, r.id, '', 0, '{}', r.given_at, 3
    FROM replies r JOIN attempts a ON a.id = r.attempt WHERE NOT r.counts
    UNION ALL
    SELECT 'corrected', a.trainee, a.id, r.id, c.id, 0, '{}', c.given_at, 4
    FROM corrections c JOIN replies r ON r.id = c.reply JOIN attempts a ON a.id = r.attempt
    UNION ALL
    SELECT 'ended', trainee, id, '', ended_at, 0,
        json_object('outcome', outcome, 'score', coalesce(score, 0), 'seconds', seconds), ended_at, 5
    FROM attempts WHERE kind = 'call' AND ended_at IS NOT NULL
) ORDER BY at, rank ;;
CREATE TRIGGER outbox_reply AFTER INSERT ON replies BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt)
    SELECT 'started', trainee, id FROM attempts WHERE id = new.attempt AND kind = 'call';
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, reply)
    SELECT 'taken_back', trainee, id, new.id FROM attempts WHERE id = new.attempt AND NOT new.counts;
END ;;
CREATE TRIGGER outbox_taken_back AFTER UPDATE OF counts ON replies WHEN old.counts AND NOT new.counts BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, reply)
    SELECT 'taken_back', trainee, id, new.id FROM attempts WHERE id = new.attempt;
END ;;
CREATE TRIGGER outbox_review AFTER INSERT ON reviews BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, reply, part)
    SELECT CASE WHEN EXISTS (SELECT 1 FROM reviews o WHERE o.reply = new.reply AND o.scorer != new.scorer)
        THEN 'rescored' ELSE 'answered' END, a.trainee, a.id, r.id, new.scorer
    FROM replies r JOIN attempts a ON a.id = r.attempt WHERE r.id = new.reply;
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, reply, part, which)
    SELECT 'finding', o.trainee, o.attempt, o.reply, o.part, f.key
    FROM outbox o JOIN replies r ON r.id = new.reply JOIN json_each(new.review, '$.conduct.findings') f
    WHERE o.attempt = r.attempt AND o.reply = r.id AND o.kind = 'answered' AND o.part = new.scorer;
END ;;
CREATE TRIGGER outbox_correction AFTER INSERT ON corrections BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, reply, part)
    SELECT 'corrected', a.trainee, a.id, r.id, new.id
    FROM replies r JOIN attempts a ON a.id = r.attempt WHERE r.id = new.reply;
END ;;
CREATE TRIGGER outbox_attempt AFTER INSERT ON attempts WHEN new.kind = 'call' AND new.ended_at IS NOT NULL BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, part, detail)
    VALUES ('ended', new.trainee, new.id, new.ended_at,
        json_object('outcome', new.outcome, 'score', coalesce(new.score, 0), 'seconds', new.seconds));
END ;;
CREATE TRIGGER outbox_ended AFTER UPDATE OF ended_at ON attempts
WHEN new.kind = 'call' AND old.ended_at IS NOT new.ended_at BEGIN
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, part)
    SELECT 'reopened', new.trainee, new.id, old.ended_at WHERE old.ended_at IS NOT NULL;
    INSERT OR IGNORE INTO outbox (kind, trainee, attempt, part, detail)
    SELECT 'ended', new.trainee, new.id, new.ended_at, json_object('outcome', new.outcome, 'score', coalesce(new.score, 0),
        'seconds', max(new.seconds, (SELECT coalesce(sum(seconds), 0) FROM replies WHERE attempt = new.id)))
    WHERE new.ended_at IS NOT NULL;
END
"""
