"""Samples for the style guide: what people come to a prison for, a row of its own, what changed in a charter."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from charter_pages.charters.content import Level, Line, Officer
from charter_pages.charters.inheriting import Origin
from portal.office_tasks import Task

Either = Callable[[str, str], str]


def samples(either: Either) -> dict[str, Any]:
    """Return the samples, in the language that `either` picks."""
    jailer = Officer(title=either("জেলার", "Jailer"), phone="+880200000142", email="jailer@prison.gov.bd")
    visit = _line(
        "visit",
        either("বন্দির সঙ্গে স্বজনের সাক্ষাৎ", "Visits of relatives"),
        method=either(
            "অভ্যর্থনায় আবেদন ও পরিচয় যাচাইয়ের পর সাক্ষাৎ।", "Apply at the reception; identity is checked."
        ),
        papers=either("জাতীয় পরিচয়পত্র", "National identity card"),
        fee=either("বিনামূল্যে", "Free"),
        time=either("২ ঘণ্টা", "2 hours"),
        officer=jailer,
        origin=Origin.OVERRIDE,
        headquarters={"time": either("৩ ঘণ্টা", "3 hours")},
    )
    pay = _line(
        "pc-cash", either("পিসিতে টাকা জমা", "Paying in"), time=either("৩০ মিনিট", "30 minutes"), officer=jailer
    )
    titles = {
        "visit": either("বন্দির সাথে সাক্ষাৎ", "Visit a prisoner"),
        "pc-cash": either("পিসিতে টাকা জমা", "Pay into the PC account"),
        "complaint": either("অভিযোগ জানান", "Complain"),
    }
    return {
        "errands": [
            Task("visit", titles["visit"], "visit", services=((visit,),)),
            Task("pc-cash", titles["pc-cash"], "money", services=((pay,),)),
            Task("complaint", titles["complaint"], "complaint"),
        ],
        "hours": [
            SimpleNamespace(
                who=either("হাজতি বন্দি", "Remand prisoners"),
                days=either("শনি থেকে বৃহস্পতিবার", "Saturday to Thursday"),
                hours=either("সকাল ৯টা – বিকাল ৩টা", "9 a.m. – 3 p.m."),
                how_often=either("১৫ দিনে একবার", "once in 15 days"),
            )
        ],
        "levels": [Level(either("সমাধান না পেলে", "Where it is not solved"), 30, jailer)],
        "difference": {
            "added": [{"key": "1", "name": either("স্বজনের সঙ্গে ফোনে কথা", "Calls with relatives")}],
            "removed": [
                {"key": "2", "name": either("দিবাযত্ন", "Day care"), "because": either("ভবন নেই", "no house")}
            ],
            "changed": [
                {
                    "key": "3",
                    "name": visit.name,
                    "columns": {
                        "time": [either("৩ ঘণ্টা", "3 hours"), visit.time],
                        "origin": ["inherited", "override"],
                    },
                }
            ],
        },
    }


def _line(task: str, name: str, **more: Any) -> Line:
    given = {"method": "", "papers": "", "fee": "", "time": ""}
    return Line(
        key=task, section="citizen", number="1", is_part=False, task=task, name=name, **{**given, **more}
    )
