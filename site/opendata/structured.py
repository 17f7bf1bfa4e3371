"""What a page is, in schema.org's words, for search engines: made of what the page shows, and of nothing besides."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

import clock
from charter_pages.charters.content import Charter
from charter_pages.models import CharterPage, LetterPage, MinutesPage, PracticeReportPage
from noticeboard.models import EventPage, NoticePage, TenderPage
from offices.models import Office
from opendata import public, sharing
from portal.models import HomePage, NewsPage, OfficePage
from publishing.pages import Published

Thing = dict[str, Any]
COUNTRY = "BD"


def of(context: Mapping[str, Any]) -> list[Thing]:
    """Return what is told of the page that a template's context shows; nothing of a page that is nobody's business."""
    root = public.root_url()
    page, listing = context.get("page"), context.get("listing")
    found: list[Thing] = []
    if isinstance(page, Published) and page.live:
        found += of_page(page, context, root)
    elif listing is not None and hasattr(listing, "price_poisha") and not listing.is_withdrawn:
        found.append(product(listing, root))
    if found and (crumbs := breadcrumb(context.get("crumbs") or (), root)):
        found.append(crumbs)
    return found


def of_page(page: Published, context: Mapping[str, Any], root: str) -> list[Thing]:
    for model, told in KINDS.items():
        if isinstance(page, model):
            return told(page, context, root)
    return []


def department(root: str) -> Thing:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{root}/#department",
        "name": _("Department of Prisons"),
    }


def _home(page: Any, context: Mapping[str, Any], root: str) -> list[Thing]:
    language = page.language
    return [
        {**department(root), "url": page.full_url, "areaServed": {"@type": "Country", "name": "Bangladesh"}},
        {
            "@type": "WebSite",
            "@id": f"{root}/#website",
            "name": _("Department of Prisons"),
            "url": page.full_url,
            "inLanguage": language,
            "publisher": {"@id": f"{root}/#department"},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{root}/{language}/search/?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        },
    ]


def _office(page: Any, context: Mapping[str, Any], root: str) -> list[Thing]:
    office: Office = page.register_entry
    told: Thing = {
        "@type": "GovernmentOrganization",
        "@id": f"{page.full_url}#office",
        "identifier": office.code,
        "name": office.name,
        "url": page.full_url,
        "parentOrganization": department(root),
    }
    if office.address:
        told["address"] = {
            "@type": "PostalAddress", "streetAddress": office.address, "addressCountry": COUNTRY,
        }  # fmt: skip
    told |= {name: value for name, value in (("telephone", office.phone), ("email", office.email)) if value}
    if office.closed_on and office.is_closed(clock.today()):
        told["dissolutionDate"] = office.closed_on.isoformat()
    hours = context.get("hours") or ()
    if hours:
        told["contactPoint"] = [
            {
                "@type": "ContactPoint",
                "contactType": _("Visits"),
                "name": each.who,
                "description": ", ".join(part for part in (each.days, each.hours, each.how_often) if part),
                **({"telephone": office.phone} if office.phone else {}),
            }
            for each in hours
        ]
    return [told]


def _charter(page: Any, context: Mapping[str, Any], root: str) -> list[Thing]:
    """Return each service that the charter promises to citizens and institutions; what is internal is nobody's."""
    charter = context.get("charter")
    if not isinstance(charter, Charter) or page.office is None:
        return []
    provider = {"@type": "GovernmentOrganization", "name": page.office.name, "identifier": page.office.code}
    lines = [line for table in charter.tables for line in table.lines if table.section != "internal"]
    return [_service(line, provider, page, charter.language) for line in lines]


def _service(line: Any, provider: Thing, page: Any, language: str) -> Thing:
    told: Thing = {
        "@type": "GovernmentService",
        "@id": f"{page.full_url}#{line.anchor}",
        "name": line.name,
        "inLanguage": language,
        "provider": provider,
        "areaServed": {"@type": "Country", "name": "Bangladesh"},
        "url": f"{page.full_url}#{line.anchor}",
    }
    if line.method:
        told["description"] = line.method
    if line.task:
        told["serviceType"] = line.task
    kind, poisha = line.figures.get("fee_kind"), line.figures.get("fee_poisha")
    if kind == "free" or (kind == "money" and poisha is not None):
        told["offers"] = {"@type": "Offer", "price": _taka(poisha or 0), "priceCurrency": "BDT"}
    return told


def _paper(kind: str) -> Callable[..., list[Thing]]:
    def told(page: Any, context: Mapping[str, Any], root: str) -> list[Thing]:
        publisher = department(root)
        issuer = publisher
        if page.office is not None:
            issuer = {
                "@type": "GovernmentOrganization",
                "name": page.office.name,
                "identifier": page.office.code,
            }
        found: Thing = {
            "@type": kind,
            "@id": f"{page.full_url}#paper",
            "identifier": str(page.translation_key),
            "headline": page.title[:110],
            "name": page.title,
            "url": page.full_url,
            "inLanguage": page.text_language,
            "datePublished": page.published_on.isoformat(),
            "author": issuer,
            "publisher": publisher,
        }
        if page.last_published_at:
            found["dateModified"] = page.last_published_at.isoformat()
        if summary := page.search_description or getattr(page, "lead", ""):
            found["description"] = summary
        if key := getattr(page, "memo_key", ""):
            found["reportNumber" if kind == "Report" else "identifier"] = key
        return [found]

    return told


def _event(page: Any, context: Mapping[str, Any], root: str) -> list[Thing]:
    if page.starts_at is None:
        return []
    held = not page.not_held_reason
    places: list[Thing] = []
    if page.venue:
        place: Thing = {"@type": "Place", "name": page.venue}
        place["address"] = {"@type": "PostalAddress", "name": page.venue, "addressCountry": COUNTRY}
        places.append(place)
    if page.is_online:
        places.append({"@type": "VirtualLocation", "url": page.online_url or page.full_url})
    mode = "Mixed" if len(places) > 1 else "Online" if page.is_online else "Offline"
    told: Thing = {
        "@type": "Event",
        "@id": f"{page.full_url}#event",
        "name": page.title,
        "description": page.lead,
        "url": page.full_url,
        "inLanguage": page.text_language,
        "startDate": page.starts_at.isoformat(),
        "location": places
        if len(places) > 1
        else places[0]
        if places
        else {"@type": "Place", "name": page.title},
        "eventStatus": f"https://schema.org/Event{'Scheduled' if held else 'Cancelled'}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "organizer": department(root),
    }
    if page.ends_at:
        told["endDate"] = page.ends_at.isoformat()
    return [told]


def product(listing: Any, root: str) -> Thing:
    url = root + listing.get_absolute_url()
    told: Thing = {
        "@type": "Product",
        "@id": f"{url}#product",
        "name": listing.title,
        "sku": listing.stockrecord.partner_sku,
        "category": listing.trade.name_en,
        "url": url,
        "brand": {"@type": "Brand", "name": _("Department of Prisons")},
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": _taka(listing.price_poisha),
            "priceCurrency": "BDT",
            "availability": f"https://schema.org/{'InStock' if listing.units_left else 'OutOfStock'}",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@type": "GovernmentOrganization", "name": listing.office.name},
        },
    }
    if summary := listing.summary or listing.description:
        told["description"] = summary
    pictures = [root + picture.url for picture in listing.pictures.all()]
    told["image"] = pictures or [sharing.card_address("product", listing.office)]
    return told


def breadcrumb(crumbs: Sequence[Mapping[str, Any]], root: str) -> Thing | None:
    """Return the way to the page from home; none where there is nothing above it."""
    if len(crumbs) < 2:
        return None
    items = []
    for place, crumb in enumerate(crumbs, start=1):
        item: Thing = {"@type": "ListItem", "position": place, "name": str(crumb["title"])}
        if url := crumb.get("url"):
            item["item"] = url if url.startswith("http") else root + url
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _taka(poisha: int) -> str:
    return str(Decimal(poisha).scaleb(-2))


KINDS: dict[type[Published], Callable[[Any, Mapping[str, Any], str], list[Thing]]] = {
    HomePage: _home,
    OfficePage: _office,
    CharterPage: _charter,
    MinutesPage: _paper("Report"),
    PracticeReportPage: _paper("Report"),
    LetterPage: _paper("Article"),
    NewsPage: _paper("NewsArticle"),
    NoticePage: _paper("Article"),
    TenderPage: _paper("Article"),
    EventPage: _event,
}
