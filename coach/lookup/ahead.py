"""Which key may come next: what is looked up while a finger is still on its way costs nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coach.lookup.reader import Reader

_FIRST = 2
"""Letters of a word from which on it is looked for."""
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
"""The letters of English, the most frequent first."""


def next_letters(reader: Reader, query: str, most: int) -> list[str]:
    """So many letters that may follow `query`, those first with which most known words go on.

    Nothing is known of a word before its second letter; where no known word goes on, none comes.
    """
    word = query.rpartition(" ")[2].casefold()
    if len(word) < _FIRST - 1 or not word.isalpha():
        return []
    made: dict[str, str] = reader.kept("next letters")
    if word not in made:
        rows = reader.connection.execute(
            "SELECT substr(word, ?, 1) AS letter, count(*) AS many FROM typed"
            " WHERE word > ? AND word < ? GROUP BY letter",
            (len(word) + 1, word, word[:-1] + chr(ord(word[-1]) + 1)),
        )
        many = {letter: count for letter, count in rows if letter.isalpha()}
        order = sorted(many, key=lambda letter: (-many[letter], _LETTERS.find(letter)))
        made[word] = "".join(order)
    return list(made[word][:most])


def as_asked(query: str) -> str:
    """`query` as it reads to `search` while one types: alike for all for which it finds the same.

    Of a word's single first letter nothing is known yet, and a blank at the end changes nothing,
    unless it makes a single letter a word.
    """
    words = query.rstrip()
    before, _, last = words.rpartition(" ")
    if words == query and len(last) == 1 and before.strip():
        words, last = before.rstrip(), before.split()[-1]
    return words if len(last) > 1 or words == last else f"{words} "
