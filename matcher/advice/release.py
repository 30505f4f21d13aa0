"""Release: how much of a need an IKM may read; its buyer lets go of it in three steps.

The name of a part alone can betray who buys it, so that at first only its kind is told.
"""

from functools import lru_cache

from features.language import mark, translator
from features.mentions import mention_reader
from features.vocabulary import vocabulary

FAMILY, DETAILS, DRAWING = STEPS = ("family", "details", "drawing")
STEP_NAMES = {
    FAMILY: mark("kind of part only"),
    DETAILS: mark("with the details"),
    DRAWING: mark("with the drawing"),
}
_UNNAMED = mark("a component")


def step_for(released: str | None, meets: bool, is_public: bool) -> str:
    """Say how much one IKM may read of a need.

    Parameters
    ----------
    released
        What the buyer lets go of; None, or what it never said, is the kind of part only.
    meets
        Whether the IKM meets the buyer about it in a released plan: its agenda names the part
        anyway, and only then is the drawing for it.
    is_public
        Whether the records are a folder that everybody may open, as the examples are.

    >>> step_for(None, False, False), step_for("drawing", False, False)
    ('family', 'details')
    >>> step_for(None, True, False), step_for("drawing", True, False), step_for(None, False, True)
    ('details', 'drawing', 'drawing')
    """
    if is_public:
        return DRAWING
    told = STEPS.index(released) if released in STEPS else 0
    return STEPS[max(told, 1)] if meets else STEPS[min(told, 1)]


@lru_cache(maxsize=4096)
def family_of(component: str, language: str) -> str:
    """Name the family that a part belongs to, as wide as the vocabulary has one.

    >>> family_of("rem block cast iron", "en"), family_of("komponen rahasia", "en")
    ('rail part', 'a component')
    """
    found = mention_reader().read(component)["component"]
    stated = [mention.node for mention in found if not mention.presumed]
    if not stated:
        return translator(language)(_UNNAMED)
    known = vocabulary()
    widest = known.lineage("component", stated[0])[-1]
    return known.node("component", widest).label(language)
