"""Which letters stand beside each other in words of Bangla and of English: enough to tell one from the other.

Counted once: the Bangla ones in the words of this project (its catalogue, its demonstration, the papers in the
Department's style), the English ones in 25,000 words of software's descriptions and of our own pages, where a pair
stands in at least 25 of them. A word of names and loans may hold a pair that is not here; `share_of_strange` says
how many it holds.
"""

import itertools
import unicodedata

EDGE = "_"  # before the first letter and behind the last one


def _rows(text: str) -> dict[str, frozenset[str]]:
    """Return the letters that may follow each letter, of a table with a line a letter."""
    lines = (line.split() for line in unicodedata.normalize("NFC", text).strip().splitlines())
    return {first: frozenset(following) for first, following in lines}


BANGLA = _rows("""
    _ অআইঈউঊঋএঐওকখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহ
    ঁ _ইওকচছজঠডতথদধপযরশ
    ং _ইকখগঘটদপবযরলশসহ
    ঃ _খ
    অ ংকগঙজঞটডতথদধনপফবভমযরলষস্
    আ ঁংইওকখগচছজঞটঠডদধনপফবমযরলশস
    ই _ংঃউএওকঙচজঞটডতথদনপফবভমযরলশস
    ঈ দ
    উ _ঁঃআইকগচজটঠডতদনপভমরলসৎ
    ঊ নর
    ঋ ণ
    এ _ইএকখগজটডতনপফবভমরলস্
    ঐ চত
    ও _ইএকগঠডতনপযষ
    ক _আইকখগচজটঠণতথদনপবভমযরলশষসািীুৃেোৌ্
    খ _ঃওছটতনবমযরলসািীুেো্
    গ _ঃইওকগজঞটঠডণতদনফবভমরলসািীুৃেো্
    ঘ _টণনরষািীেো্
    ঙ ািে্
    চ _ওকগটতনফবযরলসািীুেোৌ্
    ছ _কডতনবযরলািুেো
    জ _ইকগটডতনপবমযরলশসািীুেো্
    ঝ খতািুেো
    ঞ _তপা্
    ট _ওকখগচছটতদনপফবভরলষসািুেো্
    ঠ _কতনবভযলািীুে
    ড _ঃকগটনবভম়ািুেো্
    ঢ ়া
    ণ _ঃকগতদনপফবভযশসহািীুে্
    ত _ঃইকখচজটতথদনপবভমযরলষসহািীুূৃেৈো্
    থ _কগডতনপবমলািীুেো্
    দ _ওকটডতদনপফবমযরলশসহািীুূৃেৈো্
    ধ _কগটতনবমযরসািীুূৃেো্
    ন _ংঃআইওকগচছজটডণতথদধনপফবভমযরলশষসািীুূেৈোৌ্
    প _ঁইকছজঞটডণতথদনবমযরলশষসািীুূৃেোৌ্
    ফ _টদরলািুেো্
    ব _ংইওকগঙচছজটডণতদনপবমযরলশসহািীুৃেৈো্
    ভ _বযরলািীুূেো্
    ম _ইএকগঘঙচছজঝঞটডণতদধনপবভযরলসহািীুূেোৌ্
    য _ইওকখগচজটতথদনপবভমযরলশস়ািুূেোৌ্
    র _ংঃইএওকখগঙচছজঞটণতথদধনপফবভমযরলশষসহািীুূেৈো্
    ল _ংঃইএকখগছটতদনপফবভমযরলসািীুেো্
    শ _কখগজটতধনপবমরলসহািীুূেো্
    ষ _কজটণতদনভমযরািীুেো্
    স _ংঅইএওকগঙচজটঠডতদনপফবভমরলসহািীুূৃেোৌ্
    হ _ঃইওকগচজটডণতনপবমযরলসািীুূৃেো্
    ় _ংঃইওকগছটডণতদনপবভমযরলষসািীুেো্
    া _ঁংআইঈউওকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎ
    ি _ংঃআইউএওকখগঙচছজটঠডণতথদধনপফবভমযরলশষসহৎ
    ী _কগজটডণতদনপবভমযরলস
    ু _ঁঃআইকখগঙচছজঝটডণতথদধনপবভমযরলশষসহৎ
    ূ চতদনপমরলসহ
    ৃ _কটঢণতথদপশষহ
    ে _ঁঃইউওকখগচছজঝঞটডণতথদনপফবভমযরলশষসহ
    ৈ ঠতধনপবমরশষ
    ো _ঁইওকখগঘচছজঝটডণতথদধনপফবভমযরলশষসহ
    ৌ ঁকজতথদলশষস
    ্ _কগঘচছজঞটঠডণতথদধনপবভমযরলশষস
    ৎ _কপস
""")

ENGLISH = _rows("""
    _ abcdefghijklmnopqrstuvwxyz
    a _abcdefghijklmnoprstuvwxyz
    b _abcdegijlmoprstuy
    c _acdefghiklmoprstuvy
    d _abcdefghijlmnoprstuwy
    e _abcdefghijklmnopqrstuvwxyz
    f _acdefilmorstuy
    g _acefghilmnoprstuy
    h _adeilmnorstuy
    i _abcdefgjklmnoprstuvxz
    j _aeiosu
    k _aehiklmnorstuy
    l _abcdefgiklmnoprstuvy
    m _abcdegiklmoprstuy
    n _abcdefghijklmnoprstuvyz
    o _abcdefghijklmnoprstuvwxyz
    p _acdefghilmnoprstuwy
    q _u
    r _abcdefghiklmnoprstuvwyz
    s _abcdefghiklmnopqrstuvwyz
    t _abcdefghiklmnoprstuwxyz
    u _abcdefgiklmnoprstxz
    v _aeios
    w _acehilnors
    x _aceimpt
    y _acegilmnoprstu
    z _aeioz
""")


def share_of_strange(word: str, pairs: dict[str, frozenset[str]]) -> float:
    """Return which part of a word's pairs of letters are not among those of a language, edges too; 0.0 to 1.0."""
    letters = EDGE + word + EDGE
    beside = list(itertools.pairwise(letters))
    return sum(second not in pairs.get(first, ()) for first, second in beside) / len(beside)
