"""What a text says to the search index, and what a query asks of it.

A text is normalised (composed, invisible letters dropped, ASCII digits, lower case), its words' spellings are
folded (`bangla.spellings`), and each word is indexed under every base that its endings allow and under the words it
is made of (`bangla.endings`). A word of a query finds a word of a text where they share a base: so "কারাগারে"
finds "কারাগারসমূহের", and a wrong guess at one ending costs nothing. Two words written as one, or one as two,
meet by their joined form; Latin letters meet Bangla by sound (`bangla.sounds`); dates, shares and memo numbers are
one word in whatever way they are written (`bangla.figures`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bangla import endings, figures, glossary, loanwords, sounds, spellings, stopwords

LONGEST_QUERY = 300  # letters read of a query
MOST_TERMS = 12
MOST_WORDS = 20_000  # of one text
LONGEST_WORD = figures.LONGEST_WORD

_WORD = re.compile(
    r"(?P<bangla>[\u0981-\u0983\u0985-\u09e3\u09f0\u09f1]+)"
    r"|(?P<number>\d+(?:[.,:/\-]\d+)*)"
    r"|(?P<latin>[^\W\d_\u0980-\u09ff]+(?:'[^\W\d_\u0980-\u09ff]+)*)"
)

normalise = spellings.normalise
fold = spellings.fold


# --- texts ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """What a text is indexed under: `said` as often as it is, `implied` (joined forms, sounds) once."""

    said: list[str]
    implied: list[str]


def words_of(text: str) -> Words:
    """Return the index words of a text."""
    clean = normalise(text)
    said: list[str] = []
    # Most of what indexing costs: each word's are kept as they are taken in, and none is put in order.
    implied: dict[str, None] = {}
    before, before_end = "", -9
    for count, found in enumerate(_WORD.finditer(clean)):
        if count >= MOST_WORDS:
            break
        word = found[0][:LONGEST_WORD]
        if found.lastgroup == "bangla":
            folded, these, meant = _of_bangla(word)
            if not folded:
                continue
            said += these
            implied.update(meant)
            if before and found.start() - before_end <= 2:
                for base in these:
                    implied[before + base] = None
            before, before_end = folded, found.end()
        elif found.lastgroup == "latin":
            these = endings.english(word)
            said += these
            if before and found.start() - before_end == 1 and clean[before_end] == "-":
                for base in these:
                    implied[before + base] = None
            before, before_end = these[0], found.end()
        else:
            said += figures.of_number(found[0])
            before = ""
    for memo_number in figures.of_memos(clean):
        said += memo_number
    for _start, _end, date in figures.of_dates(clean):
        implied.update(dict.fromkeys(date))
    implied.update((share, None) for _start, _end, share in figures.of_shares(clean))
    return Words(said, list(implied))


@lru_cache(maxsize=50_000)
def _of_bangla(word: str) -> tuple[str, tuple[str, ...], dict[str, None]]:
    """Return a word of a text folded, its bases, and what it implies."""
    folded = fold(word)
    if not folded:
        return "", (), {}
    return folded, endings.bases(folded), dict.fromkeys(_meant_by(word, folded))


def _meant_by(word: str, folded: str) -> tuple[str, ...]:
    """Return what a word of a text implies: the words in it, and how it and they sound in Latin letters."""
    these = endings.bases(folded)
    inner = (*endings.inner_words(folded), *endings.bases(endings.without_ya(folded)))
    word = word.replace("ঃ", "")  # often typed for a colon: তারিখঃ
    forms = set(sounds.of_bangla(word))
    for base in these[1:4] if spellings.is_as_written(word) else these[:1]:
        forms |= sounds.of_bangla(_readable(base))
    for base in inner:
        if base in folded:  # as it is heard there
            forms |= sounds.shortly(_readable(base), is_first=folded.startswith(base))
    if "ঁ" in word:
        for ending in (word[: -len(tail)] for tail in ("র", "ের", "ে", "টি", "গুলো") if word.endswith(tail)):
            forms |= sounds.of_bangla(ending)
    return (*inner, *sorted(forms))


def _readable(folded: str) -> str:
    """Return a folded word with letters that can be spelled."""
    return folded.replace(spellings.YYA, "য়").replace(spellings.RRA, "ড়")


# --- queries ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: what it may be indexed under as it stands, and how far it may be stretched.

    `stretches` holds what else may answer, the nearest first: closer and looser sounds, the words it is made of.
    `shown` are words that stand where it is answered, to mark them.
    """

    typed: str
    words: frozenset[str]
    stretches: tuple[frozenset[str], ...] = ()
    start: str = ""
    is_heard: bool = False
    shown: frozenset[str] = frozenset()

    @property
    def sounds(self) -> frozenset[str]:
        """Return how a word in Latin letters may sound as Bangla."""
        return self.stretches[1] if self.is_heard else frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: every term is wanted. Empty where the text holds no word at all."""

    terms: tuple[Term, ...]

    @property
    def words(self) -> frozenset[str]:
        """Return every index word that an answer may hold, for showing where it does."""
        return frozenset().union(*(term.words.union(term.shown, *term.stretches) for term in self.terms))

    @property
    def is_latin(self) -> bool:
        return any(term.is_heard for term in self.terms)


def ask(text: str) -> Query:
    """Return what a person's text asks for; any text is fine, and any length."""
    clean = normalise(text[:LONGEST_QUERY])
    if memos := list(figures.asked_memos(clean)):  # whatever it is called beside: স্মারক নং, পত্র নং, memo
        return Query(tuple(Term(words[0], frozenset(words)) for words in memos[:MOST_TERMS]))
    terms, clean = _figures(clean)
    terms += _joined(list(_terms(clean)))
    following = [*(term.typed for term in terms), ""][1:]
    telling = [term for term, after in zip(terms, following, strict=True) if not _is_idle(term, after)]
    unique = {term.words: term for term in telling or terms}
    return Query(tuple(unique.values())[:MOST_TERMS])


def _figures(clean: str) -> tuple[list[Term], str]:
    """Return the dates and shares of a query as terms, and the query without them."""
    terms: list[Term] = []
    for start, end, date in figures.of_dates(clean):
        typed = clean[start:end]
        terms.append(Term(typed, frozenset(date[-1:]), shown=_words_in(typed)))
        clean = clean[:start] + " " * (end - start) + clean[end:]
    for start, end, share in figures.of_shares(clean):
        terms.append(Term(clean[start:end], frozenset({share}), shown=_words_in(clean[start:end])))
        clean = clean[:start] + " " * (end - start) + clean[end:]
    return terms, clean


def _words_in(typed: str) -> frozenset[str]:
    return frozenset(word for term in _terms(typed) for word in term.words)


def _terms(clean: str) -> Iterator[Term]:
    counts = is_number = False
    for found in _WORD.finditer(clean):
        word = found[0][:LONGEST_WORD]
        is_counted = counts and word in stopwords.COUNTED
        is_counted |= (counts or is_number) and word in stopwords.COUNTERS
        counts = word in stopwords.COUNTING
        is_number = found.lastgroup == "number"
        if is_counted:
            continue
        if found.lastgroup == "bangla":
            if folded := fold(word):
                yield _bangla_term(word, folded)
        elif found.lastgroup == "latin":
            yield _latin_term(word)
        else:
            for part in figures.of_number(found[0]):
                yield Term(part, frozenset({part}))


def _bangla_term(word: str, folded: str) -> Term:
    bases = endings.bases(folded)
    abbreviation = sounds.from_names(word)
    words = frozenset(bases) | ({abbreviation} if abbreviation else set())
    words |= frozenset(endings.bases(endings.without_ya(folded)))
    words |= {other for base in bases for other in spellings.other_heights(base)}
    alike = sounds.closely(word.replace("ঃ", "")).union(
        *(sounds.closely(_readable(base)) for base in bases[1:4])
    )
    vowels = sounds.with_other_vowels(word)
    return Term(
        word, words, (alike, frozenset(endings.derived_from(folded)), vowels), start=min(bases, key=len)
    )


def _latin_term(word: str) -> Term:
    forms = endings.english(word)
    ascii_word = re.sub("[^a-z]", "", forms[0])
    words = frozenset(forms)
    if by_names := sounds.by_names(ascii_word):
        words |= {fold(normalise(by_names))}
    if len(ascii_word) < 3 or stopwords.is_idle(word):
        return Term(word, words, start=forms[-1])
    return Term(word, words, sounds.of_latin(ascii_word), forms[-1], is_heard=True)


def _joined(terms: list[Term]) -> list[Term]:
    """Let two neighbours be found where a text writes them as one word."""
    joined = list(terms)
    for place in range(len(terms) - 1):
        first, second = terms[place], terms[place + 1]
        if first.start and second.start and not _is_idle(first) and not _is_idle(second):
            whole = fold(first.typed) if not first.is_heard else first.typed
            both = frozenset(whole + word for word in second.words)
            heard = _heard_as_one(first, second)
            joined[place] = _with(joined[place], both, heard)
            joined[place + 1] = _with(joined[place + 1], both, heard)
    return joined


def _heard_as_one(first: Term, second: Term) -> tuple[frozenset[str], ...]:
    """Return how two neighbours in Latin letters sound where Bangla writes them as one: "jono shebok" is জনসেবক."""
    letters = re.sub("[^a-z]", "", first.typed + second.typed)
    is_one = first.is_heard and second.is_heard and len(letters) <= LONGEST_WORD
    return sounds.of_latin(letters) if is_one else ()


def _with(term: Term, words: frozenset[str], heard: tuple[frozenset[str], ...]) -> Term:
    stretches = term.stretches
    if heard:
        stretches = tuple(own | other for own, other in zip(stretches, heard, strict=True))
    return replace(term, words=term.words | words, stretches=stretches)


def _is_idle(term: Term, following: str = "") -> bool:
    """Say whether a term asks for nothing by itself; a single Latin letter is left of something (e-mail)."""
    is_letter = len(term.typed) == 1 and term.typed.isascii() and term.typed.isalpha()
    return is_letter or stopwords.is_idle(term.typed) or stopwords.is_idle_before(term.typed, following)


def beginnings(term: Term) -> tuple[str, ...]:
    """Return how words begin, as written and as heard, that a half-typed term may become."""
    if term.is_heard:
        return term.typed, sounds.full(re.sub("[^a-z]", "", term.typed))
    return (fold(term.typed) if term.start else term.typed,)


# --- meanings ------------------------------------------------------------


def _groups_of_bases() -> dict[str, frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    for group in glossary.GROUPS:
        words = [fold(normalise(word)) if not word.isascii() else word for word in group]
        answers = frozenset(words).union(*(endings.bases(word) for word in words if not word.isascii()))
        for word in words:
            meanings[word] = meanings.get(word, frozenset()) | answers
    return meanings


_MEANINGS = _groups_of_bases()


def _meanings_of_stems() -> dict[str, frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    for word, meant in _MEANINGS.items():
        if word.isascii():
            stem = endings.english_stem(word)
            meanings[stem] = meanings.get(stem, frozenset()) | meant
    return meanings


_MEANINGS_OF_STEMS = _meanings_of_stems()


def _meanings_of_sounds() -> dict[str, frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    for group in glossary.GROUPS:
        for word in (word for word in group if not word.isascii()):
            for sound in sounds.closely(normalise(word)):
                meanings[sound] = meanings.get(sound, frozenset()) | _MEANINGS[fold(normalise(word))]
    return meanings


_MEANINGS_OF_SOUNDS = _meanings_of_sounds()


def same_meaning(term: Term) -> frozenset[str]:
    """Return the index words that mean what a term means, where the glossary knows any.

    A word in Latin letters that it does not hold may be another form of one in English (complained, complaint) or a
    Bangla one as it sounds (ukil).
    """
    meant = frozenset[str]().union(*(_MEANINGS.get(word, frozenset()) for word in term.words))
    if meant or not term.is_heard:
        return meant
    stem = endings.english_stem(term.typed)
    return _MEANINGS_OF_STEMS.get(stem, meant).union(
        *(_MEANINGS_OF_SOUNDS.get(sound, meant) for sound in term.stretches[0])
    )


def same_name(term: Term) -> frozenset[str]:
    """Return the index words of the same name in Bangla, which whoever types the English one wants beside it: a word
    that English lent (billboard), and what two words together are called (best practices: উত্তম চর্চা).
    """
    if not term.is_heard:
        return frozenset()
    own = frozenset(endings.english(term.typed))
    lent = frozenset().union(*(_LENT.get(form, frozenset()) for form in own))
    return lent.union(*(_MEANINGS.get(words, frozenset()) for words in term.words - own))


def _lent_words() -> dict[str, frozenset[str]]:
    lent: dict[str, frozenset[str]] = {}
    for bangla, english in loanwords.ENGLISH_OF.items():
        for word in english:
            lent[word] = lent.get(word, frozenset()) | {fold(normalise(bangla))}
    return lent


_LENT = _lent_words()
