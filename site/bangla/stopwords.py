"""Words that carry no question: left out of a query that has others. They are indexed all the same."""

import re
import unicodedata

BANGLA = frozenset(
    unicodedata.normalize(
        "NFC",
        """
        ও এবং বা আর কি কী কীভাবে কিভাবে কেমন কেন কখন কবে কোথায় কোথা কে কার কাদের কোন কোনো কোনটি
        কত কতো কতটুকু কতক্ষণ কতদিন কতজন কতগুলো কয় কয়টি কয়জন কয়দিন কাকে কিসের কিসে এ এই সেই ঐ ওই এর
        এটি এটা সেটি সেটা ইহা উহা যে যা যার তা তার তাদের তাকে না নয় নেই নাই আছে আছেন ছিল ছিলেন আমি আমার
        আমাকে আমরা আমাদের আপনি আপনার আপনাদের তুমি সে তিনি তারা তাঁরা থেকে হতে জন্য জন্যে দ্বারা দিয়ে কর্তৃক
        সহ সাথে সঙ্গে মধ্যে উপর উপরে ওপর প্রতি পর্যন্ত নিয়ে মোতাবেক অনুযায়ী বিষয়ে সম্পর্কে ব্যাপারে যদি
        তবে কিন্তু অথবা কিনা হিসেবে হিসাবে মাধ্যমে ইত্যাদি যেমন যাতে এতে টি টা দয়া দরকার
        কেউ কিছু সব কোনও আরও আরো পর পরে আগে চাই কতবার কতটা কতটি কতখানি কতগুলি কোনগুলো কোনগুলি কীরূপ কিরূপ কেমনে নাকি
        কাছে তাহলে এখন এখনো এখনও মিলবে মিলছে মেলে ভাই আপু স্যার প্লিজ
        """,
    ).split()
)

LATIN = frozenset(
    """
    a an and any are as at be by can could do does did for from get has have had how i if in into is it
    its many me much my need of on or our shall should tell than that the their them there
    these they this to want was we were what when where which who whom whose why will
    with would you your about please take takes taken took long often ever find know knows say says said let us he she
    his her they am been being also but or so then here give gives given make makes like until within without while
    someone anyone something anything only just after before between during each every all more most other others
    possible possibly kindly happen happens happened come comes go goes going put keep keeps
    ki kivabe kibhabe kothay kobe keno koto kototuku ke kon kono ar o ebong ba er
    ta ti te jonno jonne theke sathe shathe songe niye moddhe kore kora korar korte korbo korben kora jay jabe
    jai chai pari parbo lage lagbe ache achhe ase hoy hobe hoi holo ami amar apni apnar ei oi je ja diye dite nite
    pete jante janate bolte bolun kemon kivabe kobe ke kake kader amader apnader tara tini holo hole
    kothao koyta koyti koto kotodin kotojon kotogulo kichu keu shob sob aro kacher kache por pore age jodi tahole
    """.split()  # noqa: SIM905  (a list of words reads as one)
)

# Verbs that a question is put with, in spoken and written forms.
_STEMS = """
    কর হ হও হচ্ যা যাও গি গে দি দে দেও দেওয় দেয় নি নে নেও নেওয় নেয় পা পাও পে থাক চা চাও জান বল লাগ আস আছ পার রাখ শুন পাঠা কিন
"""
_ENDINGS = """
    া ার বার ানো ানোর াতে াবেন ি িতে িয়া িয়ে ে ের েন ছি ছে ছেন ছিল ছিলেন েছি েছে েছেন েছিল য়েছে য়েছেন য়েছিল তে ব বো বে বেন
    লে লেন লো য় য়া য়ার য়ে ওয়া ওয়ার ুন ন ই
"""


def _any_of(words: str) -> str:
    composed = unicodedata.normalize("NFC", words).split()
    return "|".join(sorted(composed, key=len, reverse=True))


_VERB = re.compile(f"(?:{_any_of(_STEMS)})(?:{_any_of(_ENDINGS)})")
# The same in Latin letters.
_LATIN_VERB = re.compile(
    "(?:kor|ho|hoy|hocch|jacch|dicch|nicch|pacch|ja|jao|ge|gi|di|de|deo|dew|ni|ne|neo|new|pa|pao|paw|thak|chai|cha|jan"
    "|bol|lag|ash|ach|par|rakh|patha|kin)"
    "(?:a|ar|bar|be|ben|bo|b|te|e|en|er|chh?e|chh?en|chh?i|echh?e|echh?en|echh?i|iyechh?e|le|len|lo|lam|y|ye|wa|war|oa"
    "|oar|oya|oyar|un|no|nor|i)"
)
# What only looks like one of their forms: a day, a vehicle, a betel leaf, a hall, a seat.
_NO_VERBS = frozenset(
    unicodedata.normalize("NFC", "দিন যান পান হল হন আসন দিই লাগান").split()
    + "achar acharer dear deer die gear hole jane kine kiner near newer para pare pay".split()  # noqa: SIM905
)
# What a question counts by: কত দিন, কয় জন, how many days.
COUNTING = frozenset(unicodedata.normalize("NFC", "কত কতো কয় koto many much long").split())
COUNTED = frozenset(
    unicodedata.normalize("NFC", "দিন দিনে জন সময় টাকা শতাংশ ভাগ ঘণ্টা মিনিট মাস বছর বার din taka days time").split()
)

# What stands behind a number or কত and counts with it: ৫ জন, কত খানা, ২০২৮ সালে. By themselves some mean more.
COUNTERS = frozenset(
    unicodedata.normalize(
        "NFC", "টি টা জন খানা খানি সাল সালে সালের সন সনে সনের খ্রিস্টাব্দ বঙ্গাব্দ sal saler sale"
    ).split()
)


# With a verb behind them they say no more than the verb: কাজ শুরু হয়, সভা অনুষ্ঠিত হয়.
_WITH_A_VERB = frozenset(unicodedata.normalize("NFC", "শুরু শেষ কাজ চালু বন্ধ প্রদান গ্রহণ").split())
_DONE = unicodedata.normalize("NFC", "িত")
# What is asked of a thing, where কী stands behind it: সমিতির কাজ কী. Of the thing itself a text speaks.
_ASKED_OF = frozenset(
    unicodedata.normalize("NFC", "নাম কাজ নিয়ম উপায় মানে অর্থ পদ্ধতি প্রক্রিয়া nam kaj niyom niom upay mane").split()
)
_WHAT = frozenset(unicodedata.normalize("NFC", "কী কি কে ki ke").split())


def is_idle_before(word: str, following: str) -> bool:
    """Say whether a word asks for nothing before another: they are one verb, or it is what is asked of a thing."""
    is_one = word in _WITH_A_VERB or (len(word) > 4 and word.endswith(_DONE))
    return (is_one and is_verb(following)) or (word in _ASKED_OF and following in _WHAT)


def is_verb(word: str) -> bool:
    """Say whether a word is a form of a verb that questions are put with."""
    forms = _LATIN_VERB if word.isascii() else _VERB
    return word not in _NO_VERBS and bool(forms.fullmatch(word))


def is_idle(word: str) -> bool:
    """Say whether a normalised word asks for nothing by itself."""
    return word in BANGLA or word in LATIN or is_verb(word)
