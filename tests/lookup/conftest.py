import pytest

PACK = """
id: corner
version: 1.0.0
title: Corner
market: trade
jurisdiction: INT
rules: [common]
licence: MIT
account: {creditor: Lamps, customer: Corner shop, amount: "EUR 100"}
speaker: {name: Mr Test}
"""
EXCUSE = """
- id: boss-decides
  family: authority
  mood: evasive
  says: ["The boss has the final say on payments.", "My manager signs everything.", "Not without him."]
  heard: ["Only Herbert puts his autograph under such things", autograph from herbert pending]
  diagnose: Which payments need him?
  goal: Get to the one who signs.
  weights: {target: 0.6, counter: 0.4}
  key_points:
    - {id: name, point: Asks for his name, phrasings: ["What is his name?"]}
    - {id: hour, point: Asks when he is in, phrasings: ["When is he in?"]}
  never: ["I will ring until he answers."]
  responses: ["Which day does he sign {amount}?", "Let us ring him together.", "What stands in his way?"]
  taxonomy: [auth.signatory]
- id: no-money
  family: cash
  mood: flat
  says: ["There is no money in the account.", "The till is empty.", "We cannot pay now."]
  diagnose: What comes in, and when?
  goal: A first part with a date.
  weights: {commitment: 0.6, counter: 0.4}
  key_points:
    - {id: income, point: Asks what comes in, phrasings: ["What comes in?"]}
    - {id: part, point: Asks for a part, phrasings: ["What can you send?"]}
  responses: ["How much is missing?", "Which day does cash come?", "Send {part_amount} today."]
  taxonomy: [cash.none]
"""
BOOK = """
id: texts
version: "1.0"
title: Texts
licence: MIT
placeholders:
  customer: {type: name, ask: Customer's name}
  deadline: {type: date, ask: Last day, default: Friday}
scripts:
  - id: thanks
    title: Thanks after a payment
    channel: sms
    stage: settled
    text: "{customer}, the money has arrived. Thank you."
    tags: [receipt, gratitude]
  - id: reminder-letter
    title: Formal reminder
    channel: letter
    stage: final
    subject: "Reminder for {customer}"
    text: "Please pay by {deadline}."
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home whose only libraries are a small personal one and, where it is made, a team's."""
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_TEAM", str(tmp_path / "team"))
    library = tmp_path / "home" / "library"
    write(library)
    from coach.lookup import places

    own = places.layers
    monkeypatch.setattr(places, "layers", lambda: [x for x in own() if x.name != "built-in"])
    monkeypatch.setattr("coach.wordings.layers", places.layers)
    return tmp_path


def write(library, pack=PACK, excuses=EXCUSE, book=BOOK):
    folder = library / "scenarios" / "corner"
    (folder / "excuses").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / "excuses" / "all.yaml").write_text(excuses, encoding="utf-8")
    (library / "scripts").mkdir(exist_ok=True)
    (library / "scripts" / "texts.yaml").write_text(book, encoding="utf-8")
    return library


@pytest.fixture
def write_library():
    return write


@pytest.fixture
def find(home):
    """The names of what is found for a query."""
    from coach.lookup.reader import Reader
    from coach.lookup.search import Filters, search
    from coach.wordings import open_index

    def look(query, **named):
        filters = Filters(**{k: v for k, v in named.items() if k in Filters.__slots__})
        rest = {k: v for k, v in named.items() if k not in Filters.__slots__}
        connection = open_index()
        try:
            return [hit.ref for hit in search(Reader(connection), query, filters, **rest)]
        finally:
            connection.close()

    return look


@pytest.fixture(scope="session")
def shipped_index(tmp_path_factory):
    """The index of the libraries that are shipped."""
    from coach.lookup.build import build
    from coach.lookup.places import layers
    from coach.shelves import read_all, word_lists

    path = str(tmp_path_factory.mktemp("shipped") / "lookup.db")
    own = [layer for layer in layers() if layer.name == "built-in"]
    return build(path, "shipped", read_all(own).wordings(), word_lists())


@pytest.fixture
def shipped(shipped_index):
    """The names of what is found for a query in the libraries that are shipped."""
    from coach.lookup.index import open_fresh
    from coach.lookup.reader import Reader
    from coach.lookup.search import search

    def look(query, filters=None, **named):
        connection = open_fresh(shipped_index, "shipped")
        try:
            return [hit.ref for hit in search(Reader(connection), query, filters, **named)]
        finally:
            connection.close()

    return look


@pytest.fixture
def entries(shipped_index):
    """The entries of the shipped libraries."""
    from coach.lookup.index import open_fresh
    from coach.lookup.wording import unpacked

    connection = open_fresh(shipped_index, "shipped")
    rows = [unpacked(row[0]) for row in connection.execute("SELECT packed FROM wording")]
    connection.close()
    return rows


@pytest.fixture
def taxonomy_of(entries):
    """The places in the taxonomy of an entry of the shipped libraries, by its name."""
    places = {wording.ref: frozenset(wording.taxonomy) for wording in entries}
    return places.__getitem__


@pytest.fixture
def tags(entries):
    """All tags of the shipped libraries, once each."""
    return sorted({tag for wording in entries for tag in wording.tags})
