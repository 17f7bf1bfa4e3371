"""What each glyph of the font SutonnyMJ (Bijoy's, before Unicode) stands for. `bangla.bijoy` reads texts by it.

Such a text is Latin to a computer: its letters are codes of Windows-1252, in the order in which they are seen, not
spoken. Where a code had another meaning in the fonts of 2000 than in today's, or is a mark of punctuation too,
`bangla.bijoy` decides by what stands beside it.
"""

import unicodedata

HASANTA = "\u09cd"


def _table(text: str) -> dict[str, str]:
    """Return the pairs of a table written as "glyph letters glyph letters …"."""
    found = unicodedata.normalize("NFC", text).split()
    return dict(zip(found[::2], found[1::2], strict=True))


# Letters that stand for themselves, and joined ones with a glyph of their own.
VOWELS = _table("A অ B ই C ঈ D উ E ঊ F ঋ G এ H ঐ I ও J ঔ")
CONSONANTS = _table("""
    K ক L খ M গ N ঘ O ঙ P চ Q ছ R জ S ঝ T ঞ U ট V ঠ W ড X ঢ Y ণ Z ত _ থ ` দ a ধ b ন
    c প d ফ e ব f ভ g ম h য i র j ল k শ l ষ m স n হ o ড় p ঢ় q য়
    ° ক্ক ± ক্ট ² ক্ষ্ম ³ ক্ত ´ ক্ম µ ক্র ¶ ক্ষ ÿ ক্ষ · ক্স ¹ গ্গ º গ্দ » গ্ধ ¼ ঙ্ক ½ ঙ্গ
    ¾ জ্জ À জ্ঝ Á জ্ঞ Â ঞ্চ Ã ঞ্ছ Ä ঞ্জ Å ঞ্ঝ Æ ট্ট Ç ড্ড È ণ্ট É ণ্ঠ Ê ণ্ড
    Ë ত্ত Ì ত্থ Î ত্র Ï দ্দ × দ্ধ Ø দ্ব Ù দ্ম Ú ন্ঠ Û ন্ড Ü ন্ধ Ý ন্স
    Þ প্ট ß প্ত à প্প á প্স â ব্জ ã ব্দ ä ব্ধ å ভ্র ç ম্ফ
    é ল্ক ê ল্গ ë ল্ট ì ল্ড í ল্প î ল্ফ ð শ্চ ñ শ্ছ
    ò ষ্ণ ó ষ্ট ô ষ্ঠ õ ষ্ফ ö স্খ ÷ স্ট ù স্ফ ý হ্ন þ হ্ম
""")
# A consonant and its vowel sign in one glyph.
SYLLABLES = _table("¸ গু ï শু û হু ü হৃ")
# The first half of a joined letter, and the second one. In code a half ends or begins with the hasanta.
HALVES = _table("¤ ম্ ® ষ্ ¯ স্ š ন্ › ন্ ˜ দ্ ™ দ্ ” চ্ • ঙ্")
TAILS = _table("""
    ^ ্ব ¡ ্ব ¦ ্ব Ÿ ্ব ¢ ্ভ £ ্ভ্র ¥ ্ম § ্ম ¨ ্য ª ্র « ্র Ö ্র ¬ ্ল ¿ ্ত্র œ ্ন è ্ণ ú ্প Œ ্ক্র ‹ ্ক — ্ত ’ ্থ
""") | {"\u00ad": HASANTA + "ল"}
# Read as tails only behind a half; elsewhere they are marks of punctuation, or other letters.
ONLY_BEHIND_A_HALF = frozenset("Œ‹—’‘")
VOWEL_SIGNS = _table("v া x ী y ু z ু ~ ূ ƒ ূ ‚ ূ „ ৃ … ৃ Š ৗ")
# Seen before the letter behind which they are spoken.
SIGNS_IN_FRONT = _table("w ি † ে ‡ ে ˆ ৈ ‰ ৈ")
MARKS = _table("s ং t ঃ u ঁ")
KHANDA_TA = {"r": "ৎ"}
REPH = "©"
VIRAMA = "&"
PUNCTUATION = {
    "|": "।",
    "\\": "॥",
    "$": "৳",
    "Ò": "“",
    "Ó": "”",
    "Ô": "‘",
    "Õ": "’",
    "Ð": "–",
    "Ñ": "—",
}
DIGITS = dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
