"""The order of words in a Bangla dictionary, as a key that Python and every database compare letter by letter.

The letters stand in the order of the Bangla Academy's "Byabaharik Bangla Abhidhan", as Unicode's CLDR took it over
(common/collation/bn.xml names the dictionary): অ … ঔ, then ং ঃ ঁ, then ক … হ with ড়, ঢ়, য় behind ড, ঢ, য and ৎ before ত,
then the vowel signs, then the hasanta, so that a conjunct stands behind all that its first letter does alone.

The code points stand so already, but for those eight. In the key each of them is the letter before its place and a mark
behind every letter: ড় comes behind all that begins with ড, ং behind all that begins with ঔ.
"""

from bangla import digits

# Out of Unicode's private area: no text has them, and they stand behind the letters of Bangla.
_MARKS = "\ue001", "\ue002", "\ue003"
REPLACED = (
    ("\u09c7\u09be", "\u09cb"),  # ো and ৌ where they are stored in two parts
    ("\u09c7\u09d7", "\u09cc"),
    ("\u09dc", "ড" + _MARKS[0]),
    ("\u09dd", "ঢ" + _MARKS[0]),
    ("\u09df", "য" + _MARKS[0]),
    ("\u09bc", _MARKS[0]),  # the dot below, where ড়, ঢ়, য় are stored in two parts
    ("\u09ce", "ণ" + _MARKS[0]),
    ("\u0982", "ঔ" + _MARKS[0]),
    ("\u0983", "ঔ" + _MARKS[1]),
    ("\u0981", "ঔ" + _MARKS[2]),
)
# Keyboards add them, nobody sees them.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TABLE = str.maketrans(
    digits.BANGLA + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", digits.ASCII + "abcdefghijklmnopqrstuvwxyz", UNSEEN
)


def key(text: str) -> str:
    """Return what a text is sorted by: Bangla words as in a dictionary, behind Latin ones of any case."""
    text = text.translate(_TABLE)
    for letters, place in REPLACED:
        text = text.replace(letters, place)
    return text
