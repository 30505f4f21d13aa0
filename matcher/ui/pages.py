"""Pages: which there are, and what each is called for whom; a page not named for a role is not its.

Hiding a page keeps nobody out: what it shows, the actions allow.
"""

from collections.abc import Mapping
from typing import NamedTuple

from features.language import mark

BEFORE, EVENT, AFTER, SETTINGS = (
    mark("Before the event"),
    mark("The event"),
    mark("After the event"),
    mark("Settings"),
)
_FOR_IKM = mark("For IKM")
_RESULTS = mark("Meeting results")
GROUPED = _LOOKERS = ("planner", "viewer")
_SIGNED_IN = ("planner", "buyer", "ikm", "coach", "desk", "viewer")


class Listed(NamedTuple):
    """A page: its file, its icon, its title for each role that it is made for, its group.

    `matches` says that it shows nothing before there are IKM and needs to match. The groups are
    for whoever has many pages: planners and viewers.
    """

    file: str
    icon: str
    titles: Mapping[str, str]
    matches: bool = True
    group: str = ""


PAGES = (
    Listed("overview", "dashboard", dict.fromkeys(_LOOKERS, mark("Overview")), True, BEFORE),
    Listed("data", "database", dict.fromkeys(("planner", "coach"), mark("Data")), False, BEFORE),
    Listed(
        "candidates",
        "handshake",
        dict.fromkeys(_LOOKERS, mark("Candidate partners")),
        True,
        BEFORE,
    ),
    Listed("pairs", "grid_on", {"planner": mark("Pairs")}, True, BEFORE),
    Listed(
        "for_supplier",
        "storefront",
        {"planner": _FOR_IKM, "coach": _FOR_IKM, "ikm": mark("Buyers for me")},
        True,
        BEFORE,
    ),
    Listed("invitations", "mail", {"planner": mark("Invitations")}, True, BEFORE),
    Listed("schedule", "calendar_month", {"planner": mark("Schedule")}, True, EVENT),
    Listed("outcomes", "trending_up", dict.fromkeys(_LOOKERS, mark("Outcomes")), False, AFTER),
    Listed("map", "map", dict.fromkeys(_LOOKERS, mark("Map")), True, AFTER),
    Listed("report", "summarize", dict.fromkeys(_LOOKERS, mark("Report")), False, AFTER),
    Listed("profile", "edit_note", {"ikm": mark("My profile")}, False),
    Listed("own_needs", "inventory_2", {"buyer": mark("Our needs")}, False),
    Listed("candidate_suppliers", "handshake", {"buyer": mark("Candidate suppliers")}),
    Listed(
        "own_agenda", "event_note", {"ikm": mark("My agenda"), "buyer": mark("Our agenda")}, False
    ),
    Listed("results", "fact_check", {"buyer": _RESULTS, "ikm": _RESULTS}, False),
    Listed("desk", "how_to_reg", {"desk": mark("Registration")}, False),
    Listed("weights", "tune", {"planner": mark("Weights")}, True, SETTINGS),
    Listed("people", "group", {"planner": mark("People")}, False, SETTINGS),
    Listed(
        "my_data",
        "privacy_tip",
        dict.fromkeys(_SIGNED_IN, mark("My personal data")),
        False,
        SETTINGS,
    ),
)


def offers(file: str, role: str) -> bool:
    """Tell whether a page is made for a role."""
    return any(role in page.titles for page in PAGES if page.file == file)
