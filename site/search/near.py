"""What somebody may have meant who typed a word that no text has."""

from collections.abc import Callable

from bangla import analysis
from search import spelling

# Of one query; each asks the database once.
MOST_WORDS = 3
MOST_TRIED = 4


def meant(text: str, finds: Callable[[str], bool]) -> str:
    """Return the text with its unknown words put right, where that finds something; else nothing."""
    clean = analysis.normalise(text[: analysis.LONGEST_QUERY])
    words = list(dict.fromkeys(spelling.words_of(clean)))
    unknown = [word for word in words if not finds(word)][:MOST_WORDS]
    if not unknown:
        return ""
    right = clean
    for word in unknown:
        near = next((one for one in spelling.near(word)[:MOST_TRIED] if finds(one)), "")
        if not near:
            return ""
        right = right.replace(word, near)
    return " ".join(right.split()) if finds(right) else ""
