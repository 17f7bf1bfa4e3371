"""The papers that are there take their numbers, and what the published ones cite is written down."""

from typing import Any

from django.db import migrations

from bangla import memo

PAPERS = ("MinutesPage", "LetterPage")
# Of the rows of papers: where a number may be named.
TEXTS = {
    "Reference": ("text", "memo_number"),
    "LetterReference": ("text", "memo_number"),
    "AgendaItem": ("subject", "discussion"),
    "Decision": ("text",),
}


def enter(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model
    model("charter_pages", "MemoPrefix").objects.bulk_create(
        model("charter_pages", "MemoPrefix")(prefix=prefix, body_bn=bangla, body_en=english, is_ours=is_ours)
        for prefix, bangla, english, is_ours in (
            ("58.00", "সুরক্ষা সেবা বিভাগ", "Security Services Division", False),
            ("58.04", "কারা অধিদপ্তর", "Department of Prisons", True),
        )
    )
    cited: dict[int, set[str]] = {}
    own: dict[int, str] = {}
    for name in PAPERS:
        for page in model("charter_pages", name).objects.iterator():
            own[page.pk] = page.memo_key
            if page.memo_key:
                model("charter_pages", "MemoNumber").objects.get_or_create(
                    key=page.memo_key,
                    language=page.language,
                    defaults={"page_id": page.pk, "office_id": page.office_id},
                )
            texts = [getattr(page, field, "") for field in ("opening", "closing", "subject")]
            texts += [str(block) for block in getattr(page, "body", ())]
            if page.live:
                cited[page.pk] = _numbers(texts)
    for name, fields in TEXTS.items():
        for row in model("charter_pages", name).objects.filter(page_id__in=cited).iterator():
            cited[row.page_id] |= _numbers([getattr(row, field) for field in fields])
    model("charter_pages", "MemoCitation").objects.bulk_create(
        model("charter_pages", "MemoCitation")(page_id=page_id, key=key)
        for page_id, keys in cited.items()
        for key in sorted(keys - {own[page_id], ""})
    )


def _numbers(texts: list[str]) -> set[str]:
    return {str(number) for text in texts for _start, _end, number in memo.find_all(text or "")}


class Migration(migrations.Migration):
    dependencies = [("charter_pages", "0013_memo_numbers_and_imports")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop, elidable=False)]
