"""Name evidence: what two names alone say about being one firm."""

from functools import cache

from features.language import mark
from matcher.identity.alignment import Alignment, align
from matcher.identity.evidence import Evidence
from matcher.identity.limits import Limits
from matcher.identity.names import Name
from matcher.identity.rarity import Rarity

RARE_NAME = 0.9  # points; enough for `same`
COMMON_NAME = 0.66  # enough for `ask`, and with one second sign for `same`
MORE_WORDS = 0.58
OTHER_NUMBER = -0.6
SHORT_NAME = 0.55
PLACE_NEEDS = 8.0  # nats beside the place: "Semen Padang" and "Semen Gresik" are two firms
_LONGEST_SHORT_NAME = 8  # letters


def compare_names(
    first: Name, second: Name, rarity: Rarity, limits: Limits
) -> tuple[Evidence, ...]:
    """Give the evidence of two names; the same in either order."""
    if first.senses == second.senses == ():
        return (Evidence(mark("neither name tells anything")),)
    return (
        _words(first, second, rarity, limits),
        *_numbers(first, second),
        *_branches(first, second),
        *_forms(first.forms, second.forms),
    )


def _words(first: Name, second: Name, rarity: Rarity, limits: Limits) -> Evidence:
    if "".join(first.words) == "".join(second.words) and not _one_has_a_number(first, second):
        return _equal(first, second, rarity, limits)
    aligned = align(first, second, rarity)
    if aligned.share < 1 and _is_short_for(first, second):
        return Evidence(mark("one name can be short for the other"), {}, SHORT_NAME, bars=True)
    return _partly(first, second, aligned, limits)


def _equal(first: Name, second: Name, rarity: Rarity, limits: Limits) -> Evidence:
    """Tell an equal name that is rare from one that many firms bear."""
    told = min(rarity.total(first.senses), rarity.total(second.senses))
    both_pt = "pt" in first.forms and "pt" in second.forms
    rare = told >= (limits.rare_pt if both_pt else limits.rare)
    points = RARE_NAME if rare else COMMON_NAME
    if first.written == second.written:
        text = mark("same name, a rare one") if rare else mark("same name, a common one")
        return Evidence(text, {}, points)
    values = {"differences": _differences(first, second)}
    if rare:
        return Evidence(mark("name differs only in spelling ({differences})"), values, points)
    return Evidence(
        mark("name differs only in spelling ({differences}); a common one"), values, points
    )


def _differences(first: Name, second: Name) -> str:
    """Write the words that differ, in the order of the alphabet: 'mira fix/mirafix'."""
    one = " ".join(word for word in first.written if word not in second.written)
    other = " ".join(word for word in second.written if word not in first.written)
    return "/".join(sorted((one, other)))


def _partly(first: Name, second: Name, aligned: Alignment, limits: Limits) -> Evidence:
    if aligned.places_only and aligned.shared_told >= PLACE_NEEDS:
        values = {"places": "/".join(sorted((*aligned.only_first, *aligned.only_second)))}
        return Evidence(mark("same but for a place ({places})"), values, MORE_WORDS, bars=True)
    whole = not aligned.only_first and not aligned.only_second
    needed = limits.contained if aligned.contained else limits.mixed
    points = _points(aligned.share, needed, COMMON_NAME if whole else MORE_WORDS, limits.ask)
    if not whole:
        return _extra_words(aligned, points, first, second)
    if aligned.slips:
        slips = ("/".join(sorted(_as_written(pair, first, second))) for pair in aligned.slips)
        values = {"differences": ", ".join(sorted(slips))}
        return Evidence(mark("name differs in a slip ({differences})"), values, points)
    if _one_has_a_number(first, second):
        return Evidence(mark("one name has a number more"), {}, points, bars=True)
    if first.senses == second.senses:
        return Evidence(mark("name differs in an abbreviation or a translation"), {}, points)
    return Evidence(mark("same words in another order"), {}, points)


def _extra_words(aligned: Alignment, points: float, first: Name, second: Name) -> Evidence:
    rests = (" ".join(aligned.only_first), " ".join(aligned.only_second))
    one, other = sorted(_as_written(rests, first, second))
    if aligned.contained:
        return Evidence(mark("one name has more words ({words})"), {"words": other}, points, True)
    if not aligned.shared_told:
        return Evidence(mark("the names have nothing in common"))
    values = {"first": one, "second": other}
    return Evidence(
        mark("the names differ in words that tell ({first}/{second})"), values, points, bars=True
    )


def _as_written(pair: tuple[str, str], first: Name, second: Name) -> tuple[str, str]:
    """Give the words of the first and of the second name back as they stand there."""
    if first.senses == first.written and second.senses == second.written:
        return pair
    one, other = (dict(zip(name.senses, name.written, strict=True)) for name in (first, second))
    return (
        " ".join(one.get(word, word) for word in pair[0].split()),
        " ".join(other.get(word, word) for word in pair[1].split()),
    )


def _points(share: float, needed: float, most: float, ask: float) -> float:
    """Rise to `ask` where the share is just enough, then to `most` where all is shared."""
    if share < needed:
        return round(0.98 * ask * share / needed, 4)
    return round(ask + (most - ask) * (share - needed) / (1 - needed or 1), 4)


def _numbers(first: Name, second: Name) -> tuple[Evidence, ...]:
    if first.numbers == second.numbers or not (first.numbers and second.numbers):
        return ()
    numbers = sorted((" ".join(first.numbers), " ".join(second.numbers)))
    values = {"numbers": "/".join(numbers)}
    return (Evidence(mark("other number in the name ({numbers})"), values, OTHER_NUMBER, True),)


def _one_has_a_number(first: Name, second: Name) -> bool:
    return bool(first.numbers) != bool(second.numbers)


def _branches(first: Name, second: Name) -> tuple[Evidence, ...]:
    if first.branch == second.branch:
        return ()
    branches = sorted((" ".join(first.branch) or "-", " ".join(second.branch) or "-"))
    values = {"branches": "/".join(branches)}
    return (Evidence(mark("other branch or plant ({branches})"), values, 0.0, bars=True),)


@cache
def _forms(first: frozenset[str], second: frozenset[str]) -> tuple[Evidence, ...]:
    if not first or not second or first & second:
        return ()
    forms = sorted(" ".join(sorted(each)).upper() for each in (first, second))
    return (Evidence(mark("other legal form ({forms})"), {"forms": "/".join(forms)}, 0.0, True),)


def _is_short_for(first: Name, second: Name) -> bool:
    """KAI for Kereta Api Indonesia, INKA for Industri Kereta Api; or a short name in brackets."""
    if min(len(first.written), len(second.written)) > 1 and not (first.short or second.short):
        return False
    for one, other in ((first, second), (second, first)):
        short, words = "".join(one.written), other.written
        if other.short and short == other.short.replace(" ", ""):
            return True
        if len(one.written) > 1 or len(words) == 1 or not 3 <= len(short) <= _LONGEST_SHORT_NAME:
            continue
        if made_of_beginnings(short, words):
            return True
    return False


def made_of_beginnings(short: str, words: tuple[str, ...]) -> bool:
    """Tell whether a short name is made of the beginnings of all words, in their order.

    >>> made_of_beginnings("inka", ("industri", "kereta", "api"))
    True
    """
    if not words or not short:
        return not words and not short
    if words[0][0] != short[0]:
        return False
    return any(
        made_of_beginnings(short[size:], words[1:])
        for size in range(1, len(short) - len(words) + 2)
        if words[0].startswith(short[:size])
    )
