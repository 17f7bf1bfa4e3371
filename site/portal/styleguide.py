"""Every component with its variants, in the page's language, so that nobody writes a second button.

Development only (`settings.STYLEGUIDE`). The samples are invented, need no database and are not for the catalogue.
"""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from bangla.digits import to_bangla
from language.spoken import either
from portal import styleguide_charters

INSTANT = datetime.datetime(2026, 11, 21, 4, 30, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 21)


def digits(text: str) -> str:
    return either(to_bangla(text), text)


class SampleForm(forms.Form):
    """One field of each kind, in the page's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            {
                "name": forms.CharField(label=either("নাম", "Name"), max_length=80),
                "phone": forms.RegexField(
                    r"^01\d{9}$",
                    label=either("মোবাইল নম্বর", "Mobile number"),
                    help_text=either("যেমন ০১৭১২ ৩৪৫৬৭৮; বাংলা বা ইংরেজি অঙ্কে", "For example 01712 345678"),
                    widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
                    error_messages={"invalid": either("১১ অঙ্কের মোবাইল নম্বর লিখুন", "Write 11 digits")},
                ),
                "district": forms.ChoiceField(
                    label=either("জেলা", "District"),
                    choices=[
                        ("", "—"),
                        ("dhaka", either("ঢাকা", "Dhaka")),
                        ("natore", either("নাটোর", "Natore")),
                    ],
                ),
                "pay": forms.ChoiceField(
                    label=either("মূল্য পরিশোধ", "Payment"),
                    widget=forms.RadioSelect,
                    choices=[
                        ("cash", either("ক্যাশ অন ডেলিভারি: পণ্য হাতে পেয়ে", "Cash on delivery")),
                        ("card", either("কার্ড", "Card")),
                    ],
                ),
                "note": forms.CharField(
                    label=either("কুরিয়ারের জন্য কথা", "A note for the courier"),
                    widget=forms.Textarea(attrs={"rows": 3}),
                    required=False,
                ),
                "terms": forms.BooleanField(
                    label=either("আমি বিক্রয়ের শর্ত মেনে নিচ্ছি", "I accept the terms of sale")
                ),
            }
        )


class SampleFilters(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, choices in (
            ("office", either("দপ্তর", "Office"), [either("কারা সদর দপ্তর", "Prison Headquarters")]),
            ("year", either("অর্থবছর", "Fiscal year"), [either("২০২৬-২০২৭", "2026-2027")]),
            ("kind", either("ধরন", "Kind"), [either("কার্যবিবরণী", "Minutes")]),
        ):
            everything = [("", either("সব", "All"))]
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=everything + [(text, text) for text in choices]
            )
            self.fields[name].required = True  # the word "optional" says nothing where everything is


def navigation_samples() -> dict[str, Any]:
    return {
        "crumbs": [
            {"url": "#", "title": either("মূল পাতা", "Home")},
            {"url": "#", "title": either("ঢাকা বিভাগ", "Dhaka Division")},
            {"title": either("ঢাকা কেন্দ্রীয় কারাগার", "Dhaka Central Jail")},
        ],
        "links": [
            {"url": "#", "title": either("সাক্ষাতের নিয়ম", "How to visit"), "text": either("হাজতি ও কয়েদি", "")},
            {"url": "#", "title": either("অভিযোগ প্রতিকার", "Complaints")},
        ],
        "tasks": [
            {"url": "#", "icon": icon, "title": either(*title), "text": either(*text)}
            for icon, title, text in (
                (
                    "visit",
                    ("বন্দির সাথে সাক্ষাৎ", "Visit a prisoner"),
                    ("নিয়ম, সময় ও কী কী লাগবে", "Rules and times"),
                ),
                ("money", ("পিসিতে টাকা জমা", "Pay into PC"), ("কারাগারের কাউন্টারে, রসিদসহ", "At the counter")),
                ("paper", ("ওকালতনামা স্বাক্ষর", "Sign a vakalatnama"), ("বিনামূল্যে, দিনে কয়েকবার", "Free of charge")),
                ("complaint", ("অভিযোগ জানান", "Complain"), ("কে, কত দিনে জবাব দেবেন", "Who answers, and when")),
                ("bag", ("কারাপণ্য কিনুন", "Buy prison products"), ("কারাগারে হাতে তৈরি পণ্য", "Made by hand")),
                ("parcel", ("অর্ডার খুঁজুন", "Find an order"), ("অর্ডার নম্বর ও মোবাইল দিয়ে", "By number and phone")),
            )
        ],
        "tree": [
            {
                "title": either("কারা সদর দপ্তর", "Prison Headquarters"),
                "url": "#",
                "children": [
                    {
                        "title": either("রাজশাহী বিভাগীয় দপ্তর", "Rajshahi Divisional Office"),
                        "url": "#",
                        "children": [
                            {"title": either("রাজশাহী কেন্দ্রীয় কারাগার", "Rajshahi Central Jail"), "url": "#"},
                            {"title": either("নাটোর জেলা কারাগার", "Natore District Jail"), "current": True},
                            {"title": either("নওগাঁ জেলা কারাগার", "Naogaon District Jail"), "url": "#"},
                        ],
                    }
                ],
            }
        ],
    }


def shop_samples() -> dict[str, Any]:
    stool = {"url": static("img/styleguide-stool.svg"), "alt": either("বাঁশ-বেতের মোড়া", "A bamboo stool")}
    cards = [
        {
            "url": "#",
            "title": either(*title),
            "made_in": either(*made_in),
            "price_poisha": price,
            "makers_poisha": makers,
            "picture": picture,
            "sold_out": sold_out,
        }
        for title, made_in, price, makers, picture, sold_out in (
            (("বাঁশ-বেতের মোড়া", "Bamboo stool"), ("রাঙ্গামাটি জেলা কারাগার", "Rangamati"), 85000, 17500, stool, False),
            (
                ("নকশি কাঁথা, কুইন সাইজ", "Nakshi kantha"),
                ("যশোর কেন্দ্রীয় কারাগার", "Jashore"),
                320000,
                72000,
                None,
                False,
            ),
            (
                ("পাটের বাজারের ব্যাগ", "Jute bag"),
                ("ময়মনসিংহ কেন্দ্রীয় কারাগার", "Mymensingh"),
                24050,
                4600,
                None,
                True,
            ),
            (
                ("সেগুন কাঠের চেয়ার", "Teak chair"),
                ("কাশিমপুর কেন্দ্রীয় কারাগার-২", "Kashimpur-2"),
                475000,
                0,
                None,
                False,
            ),
        )
    ]
    return {
        "cards": cards,
        "pictures": [
            {**stool, "width": 480, "height": 360, "caption": either("কারখানার মোড়া", "From the workshop")}
            for _ in range(3)
        ],
        "sums": [
            {"label": either("পণ্য", "Products"), "poisha": 109050},
            {
                "label": either("ডেলিভারি", "Delivery"),
                "poisha": 12000,
                "note": either("অন্য বিভাগ", "another division"),
            },
            {"label": either("মোট", "Total"), "poisha": 121050, "strong": True},
        ],
        "steps": [
            {"title": either("অর্ডার গৃহীত", "Order placed"), "state": "done", "moment": INSTANT},
            {"title": either("প্যাক করা হয়েছে", "Packed"), "state": "done", "moment": INSTANT},
            {
                "title": either("কুরিয়ারে হস্তান্তর", "With the courier"),
                "state": "now",
                "text": either("ট্র্যাকিং নম্বর: ৭৭১২৩৪", "Tracking number: 771234"),
            },
            {"title": either("ডেলিভারি", "Delivered"), "state": "next"},
        ],
        "trend": {
            "line": "0,120 333,90 667,100 1000,40",
            "part_line": "0,150 333,130 667,140 1000,80",
            "points": [
                {
                    "label": either(bangla, english),
                    "text": digits(value),
                    "part_text": digits(part),
                }
                for bangla, english, value, part in (
                    ("১ম ত্রৈমাসিক", "1st quarter", "40%", "25%"),
                    ("২য় ত্রৈমাসিক", "2nd quarter", "55%", "35%"),
                    ("৩য় ত্রৈমাসিক", "3rd quarter", "50%", "30%"),
                    ("৪র্থ ত্রৈমাসিক", "4th quarter", "80%", "60%"),
                )
            ],
        },
        "bars": [
            {
                "label": either(*label),
                "value": value,
                "text": digits(value_text),
                "part": part,
                "part_text": digits(part_text),
            }
            for label, value, value_text, part, part_text in (
                (("জানু–মার্চ", "Jan–Mar"), 3120000, "৳31,200", 640000, "৳6,400"),
                (("এপ্রিল–জুন", "Apr–Jun"), 4260000, "৳42,600", 890000, "৳8,900"),
                (("জুলাই–সেপ্টেম্বর", "Jul–Sep"), 2110000, "৳21,100", 401000, "৳4,010"),
            )
        ],
    }


def paper_samples() -> dict[str, Any]:
    return {
        "papers": [
            {
                "url": "#",
                "title": either(
                    "সেবা প্রদান প্রতিশ্রুতি বিষয়ে ২০২৬-২০২৭ অর্থবছরের ২য় সভার কার্যবিবরণী",
                    "Minutes of the second meeting of 2026-2027 on the citizen charter",
                ),
                "kind": either("কার্যবিবরণী", "Minutes"),
                "office": either("কারা সদর দপ্তর", "Prison Headquarters"),
                "date": DAY,
                "facts": [either("৪টি সিদ্ধান্ত", "4 decisions")],
            },
            {
                "url": "#",
                "title": either("নাটোর জেলা কারাগারের সেবা প্রদান প্রতিশ্রুতি", "Charter of Natore District Jail"),
                "kind": either("সেবা প্রদান প্রতিশ্রুতি", "Charter"),
                "date": DAY,
                "summary": either("৩টি সেবা হালনাগাদ করা হয়েছে।", "Three services were brought up to date."),
            },
        ],
        "facts": [
            {"term": either("স্মারক নম্বর", "Memo number"), "value": digits("58.04.0000.021.03.020.24-262")},
            {
                "term": either("সভাপতি", "Chair"),
                "value": either("কারা মহাপরিদর্শক", "Inspector General of Prisons"),
            },
            {"term": either("স্থান", "Venue"), "value": either("সম্মেলন কক্ষ, কারা সদর দপ্তর", "Conference room")},
        ],
        "decisions": [
            {
                "number": digits("6.1"),
                "text": either(
                    "প্রতি ত্রৈমাসিকে সেবা প্রদান প্রতিশ্রুতি হালনাগাদ করে ওয়েবসাইটে প্রকাশ করতে হবে।",
                    "The charter shall be brought up to date and published every quarter.",
                ),
                "owner": either("জেল সুপার (সকল)", "All superintendents"),
                "due": DAY,
            },
            {"text": either("উত্তম চর্চার সচিত্র প্রতিবেদন পাঠাতে হবে।", "A pictorial report shall be sent.")},
        ],
        "figures": [
            {
                "value": either("৳৪২.৬ লক্ষ", "৳42.6 lakh"),
                "label": either("এই ত্রৈমাসিকের বিক্রয়", "Sales this quarter"),
            },
            {
                "value": either("৳৮.৯ লক্ষ", "৳8.9 lakh"),
                "label": either("কারিগরদের পারিশ্রমিক", "The makers' share"),
            },
            {"value": digits("50%"), "label": either("মুনাফার বর্তমান অংশ", "Share of the profit today")},
            {"value": digits("91%"), "label": either("সময়মতো হালনাগাদ", "Charters on time"), "kind": "green"},
        ],
        "columns": [
            {"title": either("সেবার নাম", "Service")},
            {"title": either("প্রয়োজনীয় কাগজপত্র", "Papers needed")},
            {"title": either("মূল্য", "Price"), "numeric": True},
        ],
        "rows": [
            [
                {"label": either("সেবার নাম", "Service"), "text": either(*service), "header": True},
                {"label": either("প্রয়োজনীয় কাগজপত্র", "Papers needed"), "text": either(*needed)},
                {"label": either("মূল্য", "Price"), "text": either("বিনামূল্যে", "Free"), "numeric": True},
            ]
            for service, needed in (
                (
                    ("বন্দির সাথে সাক্ষাৎ", "Visiting a prisoner"),
                    ("আবেদন ও জাতীয় পরিচয়পত্র", "Application and ID card"),
                ),
                (("ওকালতনামা স্বাক্ষর", "Signing of a vakalatnama"), ("ওকালতনামা ফরম", "The form")),
            )
        ],
        "above": [either("স্বরাষ্ট্র মন্ত্রণালয়, সুরক্ষা সেবা বিভাগ", "Security Services Division, Home Ministry")],
        "office": either("কারা অধিদপ্তর", "Department of Prisons"),
        "address": either(
            "৩০/৩, উমেশ দত্ত রোড, বকশীবাজার, ঢাকা-১২১১", "30/3 Umesh Dutta Road, Bakshibazar, Dhaka"
        ),
        "memo_number": digits("58.04.0000.021.03.020.24-262"),
        "date": DAY,
    }


def show(request: HttpRequest) -> HttpResponse:
    """Show the guide; 404 where the setting is off."""
    if not settings.STYLEGUIDE:
        raise Http404
    context = {
        **navigation_samples(),
        **shop_samples(),
        **paper_samples(),
        **styleguide_charters.samples(either),
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"wrong-name": either("রহিমা", "Rahima"), "wrong-phone": "12", "wrong-pay": "cash"}, prefix="wrong"
        ),
        "filters": SampleFilters(),
        "page_of_many": Paginator(range(200), 10).page(6),
        "last_updated": DAY,
        "icons": [
            "visit",
            "money",
            "paper",
            "complaint",
            "bag",
            "parcel",
            "search",
            "basket",
            "print",
            "download",
            "check",
            "cross",
            "info",
            "warning",
            "clock",
            "place",
            "phone",
            "mail",
            "forward",
            "back",
            "office",
            "calendar",
            "people",
            "hand",
            "minus",
            "plus",
            "release",
            "treatment",
        ],
    }
    return render(request, "styleguide.html", context)
