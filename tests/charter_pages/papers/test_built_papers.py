"""Papers built of parts in many forms come out field for field: labels, colons, dates, numbers, headings at random."""

import datetime
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bangla import calendar, digits, memo
from charter_pages.papers import accounting, reading
from charter_pages.papers.paper import Kind

NAMES = st.sampled_from(
    ["করিম কল্পিত", "মোঃ রহিম কল্পিত", "ড. মিতা কল্পিতা", "এ কে এম সেলিম কল্পিত", "বেগম রোকসানা কল্পিতা"]
)
POSTS = st.sampled_from(
    ["কারা মহাপরিদর্শক", "জেল সুপার", "কারা উপ-মহাপরিদর্শক", "অতিরিক্ত কারা মহাপরিদর্শক", "সহকারী কারা মহাপরিদর্শক (প্রশাসন)"]
)
COLONS = st.sampled_from([":", "ঃ", " : ", " ঃ ", ": ", "ঃ ", " :- "])
TITLES = st.sampled_from(
    ["মাসিক সমন্বয় সভার কার্যবিবরণী", "শুদ্ধাচার বিষয়ক সভার কার্যবিবরণী।", "উত্তম চর্চা বিষয়ক\nঅবহিতকরণ সভার কার্যবিবরণী"]
)
TIMES = st.sampled_from(["সকাল ১০:০০ ঘটিকা", "বেলা ১১.৩০ মিনিট", "বিকাল ৩.০০ টা", "দুপুর ১২টা", "সকাল ১১ঃ০০ ঘটিকা"])
VENUES = st.sampled_from(["সভাপতির অফিস কক্ষ", "কারা অধিদপ্তরের সম্মেলন কক্ষ, ঢাকা", "অনলাইন (জুম)", "জেল সুপারের কার্যালয়"])
TEXTS = st.sampled_from([
    "প্রতিটি কারাগারে প্রতিবেদন (Report) প্রেরণ করতে হবে।", "পাঠাগারে নতুন বই সরবরাহ করতে হবে;",
    "বন্দিদের সুপেয় পানির ব্যবস্থা নিশ্চিত করতে হবে; এবং", "৩০ জুনের মধ্যে তালিকা হালনাগাদ করতে হবে।",
    "মাসে একবার দরবার আয়োজন অব্যাহত রাখতে হবে।",
])  # fmt: skip
RECIPIENTS = st.sampled_from(
    [
        "কারা মহাপরিদর্শক, কারা অধিদপ্তর, ঢাকা।",
        "জেল সুপার (সকল)",
        "কারা উপ মহাপরিদর্শক (সকল), বিভাগীয় দপ্তর।",
        "প্রোগ্রামার, আইসিটি সেল।",
    ]
)
DAYS = st.dates(datetime.date(2019, 10, 16), datetime.date(2030, 12, 31))


def day_in_words(day: datetime.date, form: int) -> str:
    plain = [
        calendar.format_day(day, "bn"),
        digits.to_bangla(f"{day:%d-%m-%Y}"),
        digits.to_bangla(f"{day:%d/%m/%Y}") + " খ্রিঃ",
        digits.to_bangla(f"{day:%d.%m.%Y}") + " খ্রি.",
        calendar.format_day(day, "bn").replace(digits.to_bangla(day.year), ", " + digits.to_bangla(day.year))
        + " খ্রিস্টাব্দ",
        calendar.format_day(day, "bn") + " ইং",
    ]
    return plain[form % len(plain)]


@dataclass
class Built:
    text: str
    title: str
    chair: tuple[str, list[str]]
    held: datetime.date
    issued: datetime.date
    time: str
    venue: str
    decisions: list[tuple[str, str]]
    distribution: list[tuple[str, str]]
    memo_number: str
    issuer: tuple[str, list[str]]


@st.composite
def numbers(draw: st.DrawFn, count: int) -> list[tuple[str, str]]:
    """Numbers as they are printed and as they are, of one kind; gaps may stand between them."""
    style = draw(
        st.sampled_from(["point", "brackets", "letter", "letter in brackets", "section", "half brackets"])
    )
    skipped = draw(st.sets(st.integers(2, count + 1), max_size=1))
    values = [value for value in range(1, count + 3) if value not in skipped][:count]
    letters = "কখগঘঙচছজঝ"
    made: list[tuple[str, str]] = []
    for value in values:
        figure = digits.to_bangla(value)
        printed, number = {
            "point": (f"১১.{figure}", f"১১.{figure}"),
            "brackets": (f"(১১.{figure})", f"১১.{figure}"),
            "letter": (f"{letters[value - 1]}.", letters[value - 1]),
            "letter in brackets": (f"({letters[value - 1]})", letters[value - 1]),
            "section": (f"{figure}।", figure),
            "half brackets": (f"{figure})", figure),
        }[style]
        made.append((printed, number))
    return made


@st.composite
def minutes(draw: st.DrawFn) -> Built:
    colon = draw(COLONS)
    name, post, other, other_post = draw(NAMES), draw(POSTS), draw(NAMES), draw(POSTS)
    held = draw(DAYS)
    issued = held + datetime.timedelta(days=draw(st.integers(0, 40)))
    title, time, venue = draw(TITLES), draw(TIMES), draw(VENUES)
    form = draw(st.integers(0, 5))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    texts = draw(st.lists(TEXTS, min_size=1, max_size=5))
    counted = draw(numbers(len(texts)))
    bullet = draw(st.sampled_from(["", "- ", "• "]))
    decisions = [f"{bullet}{printed} {text}" for (printed, _), text in zip(counted, texts, strict=True)]
    sent = draw(st.lists(RECIPIENTS, min_size=1, max_size=5))
    mark = draw(st.sampled_from(["।", ")", "."]))
    zero = draw(st.sampled_from(["", "0"]))
    rows = [(digits.to_bangla(f"{zero}{number}"), text) for number, text in enumerate(sent, start=1)]
    lengths = draw(st.sampled_from([memo.SHORT, memo.LONG]))
    groups = [draw(st.text("0123456789", min_size=length, max_size=length)) for length in lengths]
    serial = draw(st.integers(1, 9999))
    dash = draw(st.sampled_from(["-", "- ", " - ", "–", "."]))
    number = digits.to_bangla(".".join(groups) + f"{dash}{serial}")
    label = draw(st.sampled_from(["স্মারক নং", "পত্র নং", "স্মারক নম্বর", "নং"]))
    dates = [calendar.format_bangla(issued), calendar.format_day(issued, "bn")]
    if draw(st.booleans()):
        dates.reverse()
    block = draw(st.sampled_from(["\n", " / ", "/"])).join(dates)
    heading = draw(
        st.sampled_from(["বিতরণ", "বিতরণ (জ্ঞাতার্থে ও কার্যার্থে)", "অনুলিপি", "সদয় অবগতি ও কার্যার্থে প্রেরণ করা হলো"])
    )
    facts = [
        f"{draw(st.sampled_from(['সভার তারিখ', 'তারিখ']))}{colon}{day_in_words(held, form)}",
        f"{draw(st.sampled_from(['সময়', 'সভার সময়']))}{colon}{time}",
        f"{draw(st.sampled_from(['স্থান', 'সভার স্থান']))}{colon}{venue}{draw(st.sampled_from(['', '।']))}",
    ]
    text = gap.join(
        [
            title + "\n",
            f"সভাপতি{colon}{name}\n{post}",
            *facts,
            "\nসভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কার্যক্রম শুরু করেন।\n",
            "২। সংশ্লিষ্ট প্রতিনিধি জানান, কার্যক্রম চলমান রয়েছে এবং অগ্রগতি সন্তোষজনক।",
            "১১। বিস্তারিত আলোচনা শেষে সভায় নিম্নবর্ণিত সিদ্ধান্ত গৃহীত হয়ঃ",
            *decisions,
            "\n৯৯। আর কোন আলোচনা না থাকায় সভাপতি সভার সমাপ্তি ঘোষণা করেন।",
            f"\n({name})\n{post}",
            f"\n{label}{draw(st.sampled_from(['-', ' - ', ': ', 'ঃ ', ' ']))}{number}",
            f"তারিখ{colon}{block}",
            f"\n{heading}{draw(st.sampled_from([':', 'ঃ', ' :', ':-']))}",
            *(f"{figure}{mark} {recipient}" for figure, recipient in rows),
            f"\n({other})\n{other_post}",
        ]
    )
    return Built(
        text,
        title.replace("\n", " ").rstrip("।"),
        (name.removeprefix("বেগম "), [post]),
        held,
        issued,
        time,
        venue,
        [(given_number, text) for (_, given_number), text in zip(counted, texts, strict=True)],
        rows,
        number,
        (other.removeprefix("বেগম "), [other_post]),
    )


@given(minutes())
@settings(max_examples=100, deadline=None)
def test_minutes_of_any_form_come_out_field_for_field(built: Built) -> None:
    paper = reading.read(built.text)
    assert paper.kind is Kind.MINUTES
    assert paper.title == built.title
    assert (paper.chair.name, paper.chair.posts) == built.chair
    assert (paper.meeting_on, paper.time, paper.venue) == (built.held, built.time, built.venue)
    assert [(row.number, row.text) for row in paper.decisions] == built.decisions
    assert paper.memo_number == built.memo_number
    assert paper.memo_key == memo.normal_form(built.memo_number)
    assert paper.issued_on == built.issued
    assert paper.issued_on_bangla == tuple(calendar.bangla_date(built.issued))
    assert [(row.number, row.text) for row in paper.distribution] == built.distribution
    assert (paper.issuer.name, paper.issuer.posts) == built.issuer
    assert paper.remainder == []
    assert "dates-differ" not in [doubt.code for doubt in paper.warnings]
    assert accounting.missing_words(built.text, paper) == []
