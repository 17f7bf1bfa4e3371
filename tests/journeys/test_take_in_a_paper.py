"""An editor pastes minutes, puts right what was read, and a citizen finds them by their number in ASCII digits."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.people import Staff, press
from tests.journeys.test_publish_minutes import see_it_is_sent, submit

TITLE = "বন্দি কল্যাণ বিষয়ে অক্টোবর মাসের সমন্বয় সভার কার্যবিবরণী"
NUMBER = "৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬- ৯১"
PAPER = f"""{TITLE}

সভাপতিঃ জেল সুপার
তারিখঃ ১০ নভেম্বর ২০২৬ খ্রিঃ, রোজ মঙ্গলবার
সময়ঃ সকাল ১০:০০ ঘটিকা
স্থানঃ সম্মেলন কক্ষ, নাটোর জেলা কারাগার।

উপস্থিত কর্মকর্তাগণের তালিকা পরিশিষ্ট 'ক'তে উপস্থাপন করা হলো।

সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কার্যক্রম আরম্ভ করেন।

২। বন্দিদের সাক্ষাৎ কক্ষের অবস্থা নিয়ে আলোচনা হয়।

৩। বিস্তারিত আলোচনান্তে সভায় নিম্নবর্ণিত সিদ্ধান্ত গৃহীত হয় :

(৩.১) সাক্ষাৎ কক্ষে চারটি পাখা বসাতে হবে;
(৩.২) প্রতি মাসের ৫ তারিখের মধ্যে প্রতিবেদন পাঠাতে হবে।

৪। আর কোন আলোচনার বিষয় না থাকায় সভাপতি সভার সমাপ্তি ঘোষণা করেন।

(জেল সুপার)
নাটোর জেলা কারাগার।

স্মারক নং-{NUMBER}

তারিখ : ২৭ কার্তিক ১৪৩৩
১২ নভেম্বর ২০২৬

ভারপ্রাপ্ত জেলার

বিতরণ (জ্ঞাতার্থে ও কার্যার্থে):

০১। কারা মহাপরিদর্শক, কারা অধিদপ্তর, ঢাকা।
০২। প্রোগ্রামার, কারা অধিদপ্তর, ঢাকা (ওয়েবসাইটে আপলোড করার জন্য অনুরোধ জানানো হলো)।

জেলার
নাটোর জেলা কারাগার।
"""


def take_in(editor: Page) -> None:
    """Paste the paper, correct a field, add a decision, and make the draft."""
    editor.goto("/admin/")
    editor.get_by_role("link", name="কার্যবিবরণী বা পত্র আমদানি করুন").first.click()
    editor.locator("textarea[name=text]").fill(PAPER)
    press(editor, "পড়ুন")
    main = editor.locator("main")
    expect(main).to_contain_text("প্রতিটি শব্দের হিসাব")
    expect(main).to_contain_text("কোনো শব্দ হারায়নি।")
    expect(editor.locator("#memo_number")).to_have_value(NUMBER)
    expect(editor.locator("#issued_on")).to_have_value("2026-11-12")
    expect(editor.locator(".paper-source")).to_contain_text("সাক্ষাৎ কক্ষে চারটি পাখা বসাতে হবে")

    editor.locator("#venue").fill("সম্মেলন কক্ষ, নাটোর")
    editor.locator("#decisions-1-text").fill("প্রতি মাসের ৭ তারিখের মধ্যে প্রতিবেদন পাঠাতে হবে।")
    # What was placed nowhere is a post that somebody wrote beside the number: it joins the one that signs.
    expect(editor.locator(".paper-line")).to_have_count(1)
    for place in range(editor.locator(".paper-line").count()):
        editor.locator(f"#to-{place}").select_option("issuer_posts")
    press(editor, "লাইনগুলো জায়গামতো বসান")
    expect(editor.locator(".paper-line")).to_have_count(0)
    press(editor, "আবার দেখুন")
    # Words that stand nowhere any more are marked in the paper.
    expect(editor.locator(".paper-source mark").first).to_be_visible()
    expect(editor.locator("#venue")).to_have_value("সম্মেলন কক্ষ, নাটোর")
    press(editor, "খসড়া তৈরি করুন")
    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(editor.locator("body")).to_contain_text("কাগজটি খসড়ায় বসেছে; খসড়া প্রকাশিত হয়নি।")


def test_a_paper_is_taken_in_corrected_approved_and_found_by_its_number(staff: Staff, reader: Page) -> None:
    editor = staff.sign_in("natore-editor")
    take_in(editor)
    submit(editor)
    see_it_is_sent(editor)

    reviewer = staff.sign_in("rajshahi-reviewer")
    reviewer.get_by_role("link", name=re.compile("^অনুমোদনের পাতা: ")).click()
    reviewer.get_by_role("link", name=TITLE, exact=True).first.click()
    reviewer.get_by_role("button", name="আরও কাজ").click()
    press(reviewer, "অনুমোদন করুন")
    # In other figures: the reader's browser keeps what it was answered for a minute.
    reader.goto("/bn/search/?q=৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬-৯১")
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)

    moderator = staff.sign_in("hq-moderator")
    moderator.get_by_role("link", name=TITLE, exact=True).first.click()
    moderator.get_by_role("button", name="আরও কাজ").click()
    press(moderator, "অনুমোদন করুন ও প্রকাশ")

    reader.goto("/bn/search/?q=58.04.6900.021.06.012.26-91")
    expect(reader.get_by_role("heading", name="এই স্মারক নম্বরের কাগজ")).to_be_visible()
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.locator("main")).to_contain_text("প্রতি মাসের ৭ তারিখের মধ্যে প্রতিবেদন পাঠাতে হবে।")
    expect(reader.locator("main")).to_contain_text("৫৮.০৪.৬৯০০.০২১.০৬.০১২.২৬- ৯১")
