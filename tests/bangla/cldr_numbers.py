"""The words of 0 to 99 as Unicode's CLDR spells them, word for word: common/rbnf/bn.xml, %spellout-cardinal, read 2026.

Copyright © Unicode, Inc.; Unicode-3.0 licence. And why ours differ where they do.
"""

import unicodedata

WORDS = unicodedata.normalize(
    "NFC",
    """
    শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়
    দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ
    কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আঠাশ উনত্রিশ
    ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ
    চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ
    পঞ্চাশ একান্ন বায়ান্ন তিপান্ন চুয়ান্ন পঞ্চান্ন ছাপান্ন সাতান্ন আটান্ন উনষাট
    ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর
    সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি
    আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টআশি উননব্বই
    নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই
    """,
).split()

_BOOK = "so counts the Government's primary school book of mathematics, class one (bdeducation.org.bd)"
_UNA = "ঊন, wanting one, is Sanskrit's and keeps its ঊ, in the school book too (২৯ ঊনত্রিশ, ৩৯ ঊনচল্লিশ); CLDR shortens it"
_DOUBLE = "the doubled প is what the Academy's spelling and cheques have; CLDR's is the western variant"
OURS_DIFFERS = {
    20: ("বিশ", _BOOK),
    28: ("আটাশ", _BOOK),
    **{
        value: (word, _UNA)
        for value, word in zip(
            range(29, 90, 10),
            ["ঊনত্রিশ", "ঊনচল্লিশ", "ঊনপঞ্চাশ", "ঊনষাট", "ঊনসত্তর", "ঊনআশি", "ঊননব্বই"],
            strict=True,
        )
    },
    53: ("তিপ্পান্ন", _DOUBLE),
    56: ("ছাপ্পান্ন", _DOUBLE),
    88: ("অষ্টাশি", "joined by sandhi (অষ্ট + আশি); CLDR leaves the two words unjoined"),
}
