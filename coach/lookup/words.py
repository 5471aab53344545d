"""Words of a query or an entry as the index keeps them: plain, stemmed, in one spelling.

Light on purpose: nothing is imported that RapidFuzz does not bring along, so that look-up starts at
once.
"""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "`": "'", "´": "'", "“": " ", "”": " ", '"': " ", "–": " ", "—": " ",
        "-": " ", "/": " ", "_": " ", ".": " ", ",": " ", ";": " ", ":": " ", "!": " ", "?": " ",
        "(": " ", ")": " ", "[": " ", "]": " ", "{": " ", "}": " ", "*": " ", "+": " ", "=": " ",
        "<": " ", ">": " ", "|": " ", "\\": " ", "…": " ", "&": " and ", "@": " at ", "#": " ",
        "~": " ", "^": " ", "\n": " ", "\t": " ",
    }
)  # fmt: skip
_MOST_STEMS = 20_000
"""Words whose stems are kept: as one types, the same ones are asked for at every key."""
_WHOLE = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not",
    "wont": "will not", "shan't": "will not", "ain't": "is not", "aint": "is not",
    "dont": "do not", "doesnt": "do not", "didnt": "do not", "isnt": "is not",
    "wasnt": "is not", "havent": "have not", "hasnt": "have not", "hadnt": "have not",
    "couldnt": "can not", "wouldnt": "will not", "arent": "is not", "shouldnt": "should not",
    "couldn't": "can not", "wouldn't": "will not", "let's": "let us", "im": "i", "ive": "i have",
    "hes": "he", "shes": "she", "whos": "who", "il": "i", "iam": "i",
    "gonna": "go", "gotta": "have", "wanna": "want", "ok": "okay", "whats": "what", "y'all": "you",
    "nobody's": "nobody", "e-mail": "email", "e-mails": "email", "dunno": "do not know",
    "b4": "before", "pmt": "payment", "pmts": "payments", "acct": "account", "accts": "accounts",
    "cust": "customer", "mth": "month", "mths": "months", "yr": "year", "yrs": "years",
    "wk": "week", "wks": "weeks", "hrs": "hours", "msg": "message", "msgs": "messages",
    "inv": "invoice", "invs": "invoices", "dept": "department", "mgr": "manager",
    "fd": "finance director", "cn": "credit note", "cns": "credit notes", "bal": "balance",
    "amt": "amount", "stmt": "statement", "recd": "received", "govt": "government",
    "appt": "appointment", "tmrw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow",
    "ppl": "people", "u": "you", "ur": "your", "ptp": "promise to pay", "youve": "you have",
    "youre": "you", "theyre": "they", "weve": "we have", "thats": "that", "theres": "there",
    "couldve": "could have", "wouldve": "would have", "agn": "again",
    "sol": "statute barred", "bc": "because", "cos": "because",
    "rcvd": "received", "recvd": "received", "mthly": "monthly", "nxt": "next", "frm": "from",
    "hse": "house", "snt": "sent", "svc": "service", "svcs": "services", "shld": "should",
    "wrk": "work", "wkr": "worker", "wkend": "weekend", "fone": "phone", "sumthing": "something",
    "ltr": "letter", "ltrs": "letters", "agrmt": "agreement", "pymt": "payment",
    "ptps": "promises to pay", "grp": "group", "dlvd": "delivered", "dely": "delivery",
    "liab": "liability", "empl": "employed", "pty": "party", "vuln": "vulnerable",
    "susp": "suspended", "supv": "supervisor", "recep": "reception", "verif": "verification",
    "xfer": "transfer", "addr": "address", "veh": "vehicle", "convo": "conversation",
    "env": "envelope", "chq": "cheque", "chqs": "cheques", "stmts": "statements",
    "thru": "through", "tho": "though", "alrdy": "already", "pls": "please", "asap": "soon",
    "info": "information", "qty": "quantity", "mtg": "meeting", "instalmts": "instalments",
    "pcm": "a month", "l8r": "later", "2day": "today", "nite": "night", "wth": "with",
    "req": "request", "comms": "communications", "biz": "business", "bldg": "building",
    "mthend": "month end", "eom": "end of month", "bkrupt": "bankrupt", "bk": "bankruptcy",
    "dd": "direct debit", "dds": "direct debits", "fwd": "forward", "tel": "telephone",
    "hosp": "hospital", "sis": "sister", "bro": "brother", "hubby": "husband", "pct": "percent",
    "mo": "month", "acc": "account", "unk": "unknown", "ack": "acknowledge",
}  # fmt: skip
STOP = frozenset(
    """a an the this that these those i me my mine we us our ours you your yours he him his she her
    hers it its they them their theirs is be am are was were been being do does did done have has
    had having will would shall should can could may might must to of in on at by for from with
    about into over under and or but if so as than then there here what which who whom whose when
    where how why all any some very just really too also only even still yet already now please
    okay well oh hey hi yes yeah no not never go get got gets getting going let say said says
    tell told thing things something anything everything someone somebody anyone one two
    up down out off again because cos like know think want need see come came s t m re ve ll d"""  # noqa: SIM905 - a list of words reads best as text
    .split()
)  # fmt: skip
"""Words that carry little by themselves: they count only inside a line or a known phrase."""
_FORMS = """
    pay paid payment payments payer payers payable
    say said
    tell told
    give gave given
    send sent sending
    break broken
    =broke
    keep kept
    go went gone
    buy bought
    sell sold
    owe owed owing
    speak spoke spoken
    be is are was were been being am
    have has had having
    do does did done doing
    lose lost losing
    leave left leaving
    die died dead death dying
    come came coming
    get got getting
    person people
    write wrote written writing
    hold held
    forget forgot forgotten
    man men
    woman women
    child children
    kid kids
    sign signature signatures signatory signatories
    approve approval approvals approver
    deliver delivery deliveries
    check cheque cheques chq
    clos close closing closure closed closes
    busy busier
    business biz
    prove proof proven
    sleep slept
    mean meant
    meet met
    find found
    =shut
    bad worse worst
    good better
    =news
    =goods
    =terms
    =series
    =sms
    authorize authorisation authorization
    mother mum mom
    father dad
    holiday hols
    christmas xmas
    account acct accts
    invoice inv invoicing
    manager mgr
    department dept
    tomorrow tmrw tomoro
    message msg
    month mth
    week wk
    because bcoz cos coz
    please pls plz
    you u
    your ur
    what wat
    not nt dnt
    thief thieves
    wife wives
    live lives
    tax taxes
    crisis crises
    =basis
    fall fell fallen
    swear swore sworn
    ring rang rung
    throw threw thrown
    know knew known
    take taken took
    steal stole stolen
    draw drew drawn
    fight fought
    think thought
    spend spent
    build built
    feel felt
    ship shipping
    dispute disputed disputing disputes
    try tries tried
    tie tied ties
    lie lies lied lying
    =statement statements
    use using used uses
    agree agreement
    arrange arrangement
    complain complaint complaints
    =receipt
    =less
    =fired
    =note notes noted noting
"""
"""Forms that no ending tells, and abbreviations of messages: each line is a word with its forms.
With an equals sign the word is its own stem, because its ending means something else."""
_SHORTEST = 4
"""Shorter words have no ending to lose."""
_VOWELS = frozenset("aeiouy")


_WHAT_ONE_WILL = frozenset(
    """pay send transfer call ring phone text email mail do take sort get see have be let try put ask
    tell give make come go sue never not just settle clear bring speak talk write report block find
    drop use chase check post wire need want be kill hunt smash""".split()  # noqa: SIM905 - a list of words reads best as text
)
"""After `ill` these make it `I'll`, typed in a hurry, and no illness."""

_OF_THE_ILL = frozenset(
    """ill with in and at since for but so now today again health wife husband mother father mum mom dad
    child son daughter baby partner parents customer debtor contact owner""".split()  # noqa: SIM905 - as above
)
"""After an `ill` that begins a line these leave it an illness."""


def split(text: str) -> list[str]:
    """The words of `text` in order: lower case, plain, contractions written out.

    Scripts without spaces (Chinese and the like) come out as single characters.
    """
    text = text.lower()
    if not text.isascii():
        text = _ascii(text.translate(_PLAIN))
    text = text.translate(_PLAIN)
    found: list[str] = []
    for word in text.split():
        if word in _WHOLE:
            found.extend(_WHOLE[word].split())
        elif "'" in word:
            found.extend(_uncontracted(word.strip("'")))
        elif word.isalnum():
            found.append(word)
        else:
            found.extend("".join(c if c.isalnum() else " " for c in word).split())
    if "ill" in found:
        last = len(found) - 1
        for place, word in enumerate(found):
            after = found[place + 1] if place < last else "ill"
            begins = place == 0 and after not in _OF_THE_ILL
            if word == "ill" and (begins or after in _WHAT_ONE_WILL):
                found[place] = "i"
    return found


def _uncontracted(word: str) -> list[str]:
    if word in _WHOLE:
        return _WHOLE[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    head, _, tail = word.partition("'")
    if tail == "ve":
        return [head, "have"]
    if tail in {"s", "m", "re", "ll", "d", ""}:
        return [head] if head else []
    return [part for part in (head, tail) if part]


def _ascii(text: str) -> str:
    from unicodedata import category, normalize

    plain = []
    for char in normalize("NFKD", text):
        if char.isascii():
            plain.append(char)
        elif "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7ff":
            plain.append(f" {char} ")
        elif category(char) != "Mn":
            plain.append(char)
    return "".join(plain)


def _irregular() -> dict[str, str]:
    table = {}
    for line in _FORMS.strip().splitlines():
        base, *forms = line.split()
        kept = base.lstrip("=")
        own = kept != base or kept in STOP or len(kept) < _SHORTEST
        root = kept if own else _one_spelling(_bare(kept))
        table.update(dict.fromkeys((kept, *forms), root))
    return table


@lru_cache(_MOST_STEMS)
def stem(word: str) -> str:
    """The part that a word's forms and spellings share: `authorised` and `authorizing` are one."""
    known = _IRREGULAR.get(word)
    if known:
        return known
    if len(word) < _SHORTEST or not word.isascii() or word[0].isdigit():
        return word
    return _one_spelling(_bare(word))


def _bare(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - `ties` is a word of its own
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _without_ing(word) or _without_noun(word)


def _without_ing(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and not _VOWELS.isdisjoint(root):  # noqa: PLR2004 - a root
            # `cancelled` loses one l, `calling` does not.
            if root[-1] == root[-2] and root[-1] not in ("sz" if len(root) > 4 else "lsz"):  # noqa: PLR2004
                return root[:-1]
            return root[:-1] + "y" if root.endswith("i") else root
    return ""


def _without_noun(word: str) -> str:
    if word.endswith("ly") and len(word) > 5:  # noqa: PLR2004 - `reply` stays
        word = word[:-2]
    for ending in ("ation", "ement", "ment"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 4:  # noqa: PLR2004 - `cement`, `station`
            return root
    return word


def _one_spelling(word: str) -> str:
    root = word.removesuffix("e")
    word = root if len(root) > 2 and root not in STOP else word  # noqa: PLR2004 - `note` is not `not`
    if word.endswith("is") and len(word) > 5:  # noqa: PLR2004 - authorise, organise
        word = word[:-1] + "z"
    if word.endswith("our") and len(word) > 5:  # noqa: PLR2004 - favour, labour, not hour
        word = word[:-3] + "or"
    return word[:-1] + "y" if word.endswith("i") and len(word) > 3 else word  # noqa: PLR2004 - one ending


def stems(text: str) -> list[str]:
    """The stems of all words of `text`, in order."""
    return [stem(word) for word in split(text)]


def content(stemmed: Iterable[str]) -> list[str]:
    """Those of the stems that carry meaning by themselves."""
    return [word for word in stemmed if word not in STOP]


_IRREGULAR = _irregular()
