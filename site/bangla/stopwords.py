"""Words that carry no question: left out of a query that has others. They are indexed all the same."""

import unicodedata

BANGLA = frozenset(
    unicodedata.normalize(
        "NFC",
        """
        ও এবং বা আর কি কী কীভাবে কিভাবে কেমন কেন কখন কোথায় কোথা কে কারা? কার? কোন কোনো
        কত কতটুকু কতক্ষণ কতদিন কয় কয়টি কাকে কাদের? এ এই সেই ঐ ওই এর এটি এটা সেটি যে যা
        যার তা তার তাদের তাকে না নয় নেই আছে আছেন ছিল হয় হয়ে হয়েছে হলো হল হবে হইবে
        হতে হইতে হচ্ছে হয়েছিল করা করার করে করেন করতে করলে করব করবো করবে করবেন করছে
        করেছে করেছেন করুন করিতে করানো পারি পারে পারব পারবে পারেন যায় যাবে যেতে গেলে চাই
        চান দিতে দেয় দেওয়া নিতে নেওয়া পেতে পাওয়া পাব লাগে লাগবে আমি আমার আমাকে আমরা
        আমাদের আপনি আপনার তুমি সে তিনি তারা তাঁরা থেকে হতে জন্য জন্যে দ্বারা দিয়ে
        কর্তৃক সহ সাথে সঙ্গে মধ্যে উপর উপরে ওপর প্রতি পর্যন্ত নিয়ে মোতাবেক অনুযায়ী
        বিষয়ে সম্পর্কে ব্যাপারে যদি তবে কিন্তু অথবা কিনা হিসেবে হিসাবে মাধ্যমে ইত্যাদি
        যেমন যাতে এতে টি টা জন খানা
        """,
    ).split()
) - {"কারা?", "কার?", "কাদের?"}

LATIN = frozenset(
    """
    a an and any are as at be by can do does for from get has have how i in into is it
    its many me much my need of on or our shall should than that the their them there
    these they this to want was we were what when where which who whom whose why will
    with would you your ki kivabe kibhabe kothay kobe keno koto ke kon ar o ebong ba er
    ta ti te jonno theke
    """.split()  # noqa: SIM905  (a list of words reads as one)
)
