"""Papers spoiled as careless hands and bad copies spoil them: lines dropped, swapped, doubled, joined, letters lost."""

import random

STRAY = "।:ঃ()|\t\u2028\f-.০১কখ ,;*_\u200c\u200d\u09bc"


def mangled(text: str, other: str, seed: int) -> str:
    """Return a text with some spoiled places; lines of another paper may stand in it."""
    chance = random.Random(seed)
    lines, strange = text.split("\n"), other.split("\n")
    for _ in range(chance.randint(1, 14)):
        if not lines:
            break
        at = chance.randrange(len(lines))
        _spoil(lines, strange, at, chance)
    return "\n".join(lines)


def _spoil(lines: list[str], strange: list[str], at: int, chance: random.Random) -> None:
    line = lines[at]
    cut = chance.randrange(len(line)) if line else 0
    match chance.randrange(9):
        case 0:
            del lines[at]
        case 1:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(at, chance.choice(lines))
        case 3:
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        case 4:
            lines[at] = line[:cut] + line[cut + 1 :]
        case 5:
            lines[at : at + 1] = [line[:cut], line[cut:]]
        case 6:
            lines.insert(at, chance.choice(strange))
        case 7:
            lines[at] = line[:cut] + chance.choice(STRAY) + line[cut:]
        case _:
            lines[:] = lines[at:] + lines[:at]
