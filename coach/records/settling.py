"""What counts now, of statements read back: replies as they were last judged and corrected.

for record in settled(lambda: from_files([Path("desk-1.jsonl"), Path("desk-2.jsonl")])):
    ...
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from coach.records.names import GOOD
from coach.records.reading import Record


def settled(read: Callable[[], Iterable[Record]]) -> Iterator[Record]:
    """The records that count now: each once, replies as they were last judged and corrected.

    `read` is called twice: first for what was taken back, judged again or corrected, which is kept in
    mind and is little; then for everything. Kept in mind too is a number for each statement, 60 bytes or
    so, which tells those that come twice. `answered` comes with the figures of the latest review and
    corrections, a corrected band counting 25 points each; `taken_back`, `reopened`, `rescored` and what
    they take back do not come; `corrected` and `finding` of replies that count do.
    """
    gone: set[str] = set()
    rescored: dict[str, Record] = {}
    corrected: dict[tuple[str, str], Record] = {}
    for record in read():
        match record.kind:
            case "taken_back" | "reopened":
                gone.add(record.about)
            case "rescored":
                _later(rescored, record.about, record)
            case "corrected":
                _later(corrected, (record.about, record.skill), record)
    changed = {about for about, _ in corrected}
    seen: set[int] = set()
    for record in read():
        number = hash(record.id)
        if number in seen or record.kind in {"taken_back", "reopened", "rescored"}:
            continue
        seen.add(number)
        if record.id in gone or record.about in gone:
            continue
        if record.kind == "answered" and (record.id in rescored or record.id in changed):
            yield _amended(record, rescored.get(record.id), corrected)
        else:
            yield record


Key = TypeVar("Key")


def _later(kept: dict[Key, Record], key: Key, record: Record) -> None:
    if key not in kept or (kept[key].at, kept[key].id) < (record.at, record.id):
        kept[key] = record


def _amended(
    record: Record, again: Record | None, corrected: dict[tuple[str, str], Record]
) -> Record:
    if again is not None:
        record = msgspec.structs.replace(
            record, scorer=again.scorer, score=again.score, points=again.points, band=again.band,
            skills=again.skills, skill_bands=again.skill_bands, success=again.success, conduct=again.conduct,
        )  # fmt: skip
    whole = corrected.get((record.id, ""))
    if whole is not None and whole.band != record.band:
        success = whole.band >= GOOD and record.conduct != "fail"
        record = msgspec.structs.replace(
            record, score=25 * whole.band, band=whole.band, success=success
        )
    skills, bands = dict(record.skills), dict(record.skill_bands)
    for skill, band in record.skill_bands.items():
        one = corrected.get((record.id, skill))
        if one is not None and one.band != band:
            skills[skill], bands[skill] = 25 * one.band, one.band
    return msgspec.structs.replace(record, skills=skills, skill_bands=bands)
