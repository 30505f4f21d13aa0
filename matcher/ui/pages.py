"""Pages: which there are, and what each is called for whom; a page not named for a role is not its.

Hiding a page keeps nobody out: what it shows, the actions allow.
"""

from collections.abc import Mapping
from typing import NamedTuple

from features.language import mark

_FOR_IKM = mark("For IKM")
_RESULTS = mark("Meeting results")
_SIGNED_IN = ("buyer", "ikm", "coach", "desk", "viewer")


class Listed(NamedTuple):
    """A page: its file, its icon, and its title for each role that it is made for.

    `matches` says that it shows nothing before there are IKM and needs to match.
    """

    file: str
    icon: str
    titles: Mapping[str, str]
    matches: bool = True


PAGES = (
    Listed("overview", "dashboard", dict.fromkeys(("planner", "viewer"), mark("Overview"))),
    Listed(
        "candidates", "handshake", dict.fromkeys(("planner", "viewer"), mark("Candidate partners"))
    ),
    Listed(
        "for_supplier",
        "storefront",
        {"planner": _FOR_IKM, "coach": _FOR_IKM, "ikm": mark("Buyers for me")},
    ),
    Listed("schedule", "calendar_month", {"planner": mark("Schedule")}),
    Listed("weights", "tune", {"planner": mark("Weights")}),
    Listed("data", "database", dict.fromkeys(("planner", "coach"), mark("Data")), False),
    Listed("profile", "edit_note", {"ikm": mark("My profile")}, False),
    Listed("own_needs", "inventory_2", {"buyer": mark("Our needs")}, False),
    Listed("candidate_suppliers", "handshake", {"buyer": mark("Candidate suppliers")}),
    Listed(
        "own_agenda", "event_note", {"ikm": mark("My agenda"), "buyer": mark("Our agenda")}, False
    ),
    Listed("results", "fact_check", {"buyer": _RESULTS, "ikm": _RESULTS}, False),
    Listed("desk", "how_to_reg", {"desk": mark("Registration")}, False),
    Listed("people", "group", {"planner": mark("People")}, False),
    Listed("my_data", "privacy_tip", dict.fromkeys(_SIGNED_IN, mark("My personal data")), False),
)
