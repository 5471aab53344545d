"""The table of the outbox with the triggers that fill it: SQL of migration 0006, which never changes.

Statements are parted by two semicolons, for triggers hold single ones.
"""

OUTBOX = """
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
