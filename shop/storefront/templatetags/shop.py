"""`{% load shop %}`: words of the shop that Bangla inflects."""

from django import template

from language.spoken import active

register = template.Library()

CONSONANTS = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎ"
VOWELS = "অআইঈউঊঋএঐওঔািীুূৃেৈোৌ"


@register.filter
def possessive(name: object) -> str:
    """Return a name as "of …" is written in Bangla: কারাগার → কারাগারের, কারাগার-২ → কারাগার-২-এর."""
    text = str(name)
    if active() == "en" or not text:
        return text
    # The nukta letters may come as two code points: the letter before decides alike.
    last = text.rstrip("\u09bc")[-1:]
    if last in CONSONANTS:
        return f"{text}ের"
    return f"{text}র" if last in VOWELS else f"{text}-এর"
