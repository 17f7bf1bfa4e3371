"""Addresses that read well: Bangla written in Latin letters as people write it.

"সেবা প্রদান প্রতিশ্রুতি" → "seba-prodan-protishruti". The inherent vowel is the hard part: it is silent at the end
of most words and before a syllable with a vowel of its own, and no rule holds always, so the words and places
of the Department's papers stand in a table of their own, which is read first.
"""

import re
import unicodedata

from bangla import digits

_HASANTA, _NUKTA = "\u09cd", "\u09bc"
_RRA, _RHA, _YYA = "\u09a1\u09bc", "\u09a2\u09bc", "\u09af\u09bc"
CONSONANTS = {
    "ক": "k", "খ": "kh", "গ": "g", "ঘ": "gh", "ঙ": "ng", "চ": "ch", "ছ": "ch", "জ": "j", "ঝ": "jh", "ঞ": "n",
    "ট": "t", "ঠ": "th", "ড": "d", "ঢ": "dh", "ণ": "n", "ত": "t", "থ": "th", "দ": "d", "ধ": "dh", "ন": "n",
    "প": "p", "ফ": "f", "ব": "b", "ভ": "bh", "ম": "m", "য": "j", "র": "r", "ল": "l", "শ": "sh", "ষ": "sh",
    "স": "s", "হ": "h", _RRA: "r", _RHA: "rh", _YYA: "y",
}  # fmt: skip
SIGNS = {"া": "a", "ি": "i", "ী": "i", "ু": "u", "ূ": "u", "ৃ": "ri", "ে": "e", "ৈ": "oi", "ো": "o", "ৌ": "ou"}
VOWELS = {
    "অ": "o", "আ": "a", "ই": "i", "ঈ": "i", "উ": "u", "ঊ": "u",
    "ঋ": "ri", "এ": "e", "ঐ": "oi", "ও": "o", "ঔ": "ou",
}  # fmt: skip
OTHERS = {"ং": "ng", "ৎ": "t", "ঁ": "", "ঃ": ""}
# Two consonants that sound otherwise than their parts; the first form at the beginning of a word.
PAIRS = {
    "ক্ষ": ("kh", "kkh"),
    "জ্ঞ": ("gg", "gg"),
    "ঙ্গ": ("ng", "ng"),
    "ঙ্ক": ("nk", "nk"),
    "ঙ্খ": ("nkh", "nkh"),
}
SILENT_B_AFTER = "কজতদধশস"
# Words borrowed from English end in such pairs without a vowel.
BARE_ENDINGS = ("্ট", "্ড", "ঞ্জ", "ঞ্চ", "্ক", "্ফ", "ন্স", "ক্স", "র্ম", "র্জ", "র্স", "ল্ম", "র্ন")
VOICED_ENDINGS = ("ধর্ম", "কর্ম", "চর্ম", "বর্ম", "মর্ম", "বর্জ", "ষ্ট", "ষ্ঠ")
# নাগরিক, দক্ষতা, বছরের, বছরে: before these ends of words the inherent vowel is heard.
_HEARD_BEFORE = re.compile("[ক-হ]িক(?:তা)?|তা(?:র|য়)?|[ক-হ]ে(?:র|ই|ও)?".replace("য়", _YYA))

# Beginnings of words, so that their inflected forms read well too: places as they are officially written in
# English, and the words of the papers.
_WORDS = {
    "ঢাকা": "dhaka", "চট্টগ্রাম": "chattogram", "রাজশাহী": "rajshahi", "খুলনা": "khulna", "বরিশাল": "barishal",
    "সিলেট": "sylhet", "রংপুর": "rangpur", "ময়মনসিংহ": "mymensingh", "কুমিল্লা": "cumilla", "যশোর": "jashore",
    "বগুড়া": "bogura", "কক্সবাজার": "coxs-bazar", "গাজীপুর": "gazipur", "নারায়ণগঞ্জ": "narayanganj",
    "কাশিমপুর": "kashimpur", "কেরানীগঞ্জ": "keraniganj", "কেরাণীগঞ্জ": "keraniganj", "নরসিংদী": "narsingdi",
    "ফরিদপুর": "faridpur", "গোপালগঞ্জ": "gopalganj", "মাদারীপুর": "madaripur", "শরীয়তপুর": "shariatpur",
    "রাজবাড়ী": "rajbari", "মানিকগঞ্জ": "manikganj", "মুন্সীগঞ্জ": "munshiganj", "মুন্সিগঞ্জ": "munshiganj",
    "কিশোরগঞ্জ": "kishoreganj", "টাঙ্গাইল": "tangail", "জামালপুর": "jamalpur", "শেরপুর": "sherpur",
    "নেত্রকোনা": "netrokona", "ব্রাহ্মণবাড়িয়া": "brahmanbaria", "চাঁদপুর": "chandpur", "লক্ষ্মীপুর": "lakshmipur",
    "নোয়াখালী": "noakhali", "ফেনী": "feni", "খাগড়াছড়ি": "khagrachhari", "রাঙ্গামাটি": "rangamati",
    "বান্দরবান": "bandarban", "নাটোর": "natore", "নওগাঁ": "naogaon", "পাবনা": "pabna", "সিরাজগঞ্জ": "sirajganj",
    "চাঁপাইনবাবগঞ্জ": "chapainawabganj", "জয়পুরহাট": "joypurhat", "দিনাজপুর": "dinajpur", "ঠাকুরগাঁও": "thakurgaon",
    "পঞ্চগড়": "panchagarh", "নীলফামারী": "nilphamari", "লালমনিরহাট": "lalmonirhat", "কুড়িগ্রাম": "kurigram",
    "গাইবান্ধা": "gaibandha", "সাতক্ষীরা": "satkhira", "বাগেরহাট": "bagerhat", "ঝিনাইদহ": "jhenaidah",
    "মাগুরা": "magura", "নড়াইল": "narail", "কুষ্টিয়া": "kushtia", "চুয়াডাঙ্গা": "chuadanga", "মেহেরপুর": "meherpur",
    "পটুয়াখালী": "patuakhali", "ভোলা": "bhola", "ঝালকাঠি": "jhalokathi", "পিরোজপুর": "pirojpur",
    "বরগুনা": "barguna", "সুনামগঞ্জ": "sunamganj", "হবিগঞ্জ": "habiganj", "মৌলভীবাজার": "moulvibazar",
    "বাংলাদেশ": "bangladesh", "জানুয়ারি": "january", "ফেব্রুয়ারি": "february", "মার্চ": "march", "এপ্রিল": "april",
    "জুলাই": "july", "আগস্ট": "august", "সেপ্টেম্বর": "september", "অক্টোবর": "october", "নভেম্বর": "november",
    "ডিসেম্বর": "december", "সরকার": "sorkar", "দরকার": "dorkar", "বেসরকার": "besorkar", "নকশ": "noksh",
    "নকশি": "nokshi", "নকশী": "nokshi", "বকশ": "boksh", "পণ্য": "ponno", "কারাপণ্য": "karaponno", "তথ্য": "tottho",
    "কার্যালয়": "karjaloy", "ইউনিট": "unit", "অনলাইন": "online", "অফিস": "office", "ডিজিটাল": "digital",
    "স্মার্ট": "smart", "সার্ভিস": "service", "মোবাইল": "mobile", "ভিডিও": "video", "স্টোর": "store",
    "রিপোর্ট": "report", "চার্টার": "charter", "সিটিজেন": "citizen", "জেলা": "jela", "জেল": "jail",
    "ময়দা": "moyda", "পুরস্কার": "puroshkar", "স্বজন": "shojon", "স্বরাষ্ট্র": "shorashtro", "আসবাব": "asbab",
    "চামড়া": "chamra", "খতিয়ান": "khotiyan", "মাদকাসক্ত": "madokasokto",
    "মাদকাসক্তি": "madokasokti", "মন্ত্রণালয়": "montronaloy", "মন্ত্রিপরিষদ": "montriporishod",
}  # fmt: skip
_BY_LENGTH = sorted(
    ((unicodedata.normalize("NFC", word), latin) for word, latin in _WORDS.items()),
    key=lambda pair: -len(pair[0]),
)
# What may follow a word of the table: an ending, or nothing; otherwise the word only looks alike.
ENDINGS = r"(?:ি|ী)?(?:ের|ে|র|কে|তে|য়|ই|ও|টি|টা|গুলো|গুলি|সমূহ|সমূহের|দের|রা|এর|য়ের)?".replace("য়", _YYA)
_ENDINGS = re.compile(f"{ENDINGS}$")

_UNIT = re.compile(
    rf"(?P<consonant>[ক-হ]{_NUKTA}?)(?P<more>(?:{_HASANTA}[\u200c\u200d]?[ক-হ]{_NUKTA}?)*)"
    rf"(?P<dead>{_HASANTA})?(?P<sign>[া-ৌ])?|(?P<vowel>[অ-ঔ])(?:{_HASANTA}য(?P<flat>া)?)?|(?P<other>.)",
    re.DOTALL,
)


def romanise(text: str, max_length: int = 60) -> str:
    """Return an address part of lower-case ASCII letters, digits and single hyphens.

    It is at most `max_length` long, cut between words. A text without any letter or digit gives "": the
    caller names such a page.
    """
    text = unicodedata.normalize("NFC", digits.to_ascii(text)).lower()
    text = re.sub(r"['’‘ʼ]", "", text)
    words = [_word(word) for word in re.findall(r"[\w\u0980-\u09ff\u200c\u200d]+", text)]
    parts = [part for word in words for part in re.split(r"[^a-z0-9]+", word) if part]
    return _cut(parts, max_length)


def is_made_of(slug: str, title: str) -> bool:
    """Return whether an address is what a title gives, or that with the number of a namesake behind it."""
    made = romanise(title)
    return bool(made) and re.fullmatch(rf"{re.escape(made)}(-[0-9]+)?", slug) is not None


def _cut(parts: list[str], max_length: int) -> str:
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:max_length]
        if len(longer) > max_length:
            break
        slug = longer
    return slug


def _word(word: str) -> str:
    ordinal = re.fullmatch(rf"(\d+)([ক-হ]{_NUKTA}?)", word)
    if ordinal:  # ১ম → 1m
        return ordinal[1] + CONSONANTS[ordinal[2]]
    runs = re.findall(r"[\u0980-\u09ff\u200c\u200d]+|[^\u0980-\u09ff\u200c\u200d]+", word)
    return "".join(_bangla(run) if "\u0980" <= run[0] <= "\u09ff" else _foreign(run) for run in runs)


def _foreign(run: str) -> str:
    return unicodedata.normalize("NFKD", run).encode("ascii", "ignore").decode()


def spell(word: str, inherent: str = "o") -> str:
    """Return one Bangla word in Latin letters by rule alone; `inherent` is the unwritten vowel."""
    return _spell(word, continues=False, inherent=inherent)


def _bangla(word: str) -> str:
    word = word.replace("\u200c", "").replace("\u200d", "")
    for known, latin in _BY_LENGTH:
        if word.startswith(known) and _ENDINGS.match(word[len(known) :]):
            rest = word[len(known) :]
            if latin.endswith("e"):  # নাটোরে, অফিসের: the vowel is there already
                rest = rest.removeprefix("ে")
            if rest in ("র", _YYA):
                return latin + CONSONANTS[rest]
            return latin + _spell(rest, continues=True)
    return _spell(word, continues=False)


def _spell(word: str, *, continues: bool, inherent: str = "o") -> str:
    units = list(_UNIT.finditer(word))
    latin = ""
    for place, unit in enumerate(units):
        first = place == 0 and not continues
        if unit["consonant"]:
            latin += _cluster(unit, first)
            if unit["sign"]:
                latin += SIGNS.get(unit["sign"], "")
            elif not unit["dead"] and not _is_silent(word, units, place):
                latin += "a" if first and unit["more"] == _HASANTA + "য" else inherent
        elif unit["vowel"]:
            latin += "a" if unit["flat"] else VOWELS.get(unit["vowel"], "")
        elif unit["other"] in SIGNS:
            latin += SIGNS[unit["other"]]
        else:
            latin += OTHERS.get(unit["other"], _foreign(unit["other"]))
    return latin


def _cluster(unit: re.Match[str], first: bool) -> str:
    """Return the consonants of a syllable: conjuncts sound as a whole, ya- and ba-phala as y and w."""
    letters = [unit["consonant"], *re.findall(rf"[ক-হ]{_NUKTA}?", unit["more"])]
    latin, at = "", 0
    while at < len(letters):
        letter = letters[at]
        pair = f"{letter}{_HASANTA}{letters[at + 1]}" if at + 1 < len(letters) else ""
        if pair in PAIRS:
            latin += PAIRS[pair][0 if first and at == 0 else 1]
            at += 2
            continue
        if at and letter == "য" and letters[at - 1] != "র":
            latin += "y"
        elif at and letter == "ব" and letters[at - 1] in SILENT_B_AFTER:
            latin += "w"
        else:
            latin += CONSONANTS.get(letter, "")
        at += 1
    return latin


def _is_silent(word: str, units: list[re.Match[str]], place: int) -> bool:
    """Say whether the inherent vowel of a syllable is silent."""
    unit = units[place]
    if place + 1 == len(units):
        return place > 0 and _ends_silently(word, unit, units[place - 1])
    after = units[place + 1]
    if place == 0 or unit["more"] or not _sounds(units[place - 1]):
        return False
    if after["vowel"] or after["other"]:
        return bool(after["vowel"])
    if after["more"] or not after["sign"]:
        return False
    left = "".join(other[0] for other in units[place + 1 :])
    if _HEARD_BEFORE.fullmatch(left) or (unit["consonant"] == "প" and left.startswith("রি")):
        return False
    if unit["consonant"] == _YYA and units[place - 1]["sign"] in ("ি", "ী"):
        return False
    return after["consonant"] not in ("ন", "ণ", "হ", _YYA)


def _sounds(unit: re.Match[str]) -> bool:
    return bool(unit["vowel"] or unit["sign"] or (unit["consonant"] and not unit["dead"]))


def _ends_silently(word: str, unit: re.Match[str], before: re.Match[str]) -> bool:
    if unit["more"]:
        return word.endswith(BARE_ENDINGS) and not word.endswith(VOICED_ENDINGS)
    letter = unit["consonant"]
    if letter == _YYA:
        return before["sign"] not in ("ি", "ী")
    if letter == "ত" and before["sign"] == "ি":
        return False
    return letter not in ("হ", _RHA) and before["sign"] != "ৃ"
