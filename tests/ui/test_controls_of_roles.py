"""Every control of the pages of IKM, buyers, desks, regional offices and viewers moves something.

The provider that signs people in stands in `test_login_browser.py`; here it is only said who did.
"""

from datetime import datetime, timedelta

import pytest

from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit
from matcher.ui import login
from matcher.ui.pages import PAGES

from .released import release
from .turning import STARTS, WITH_A_BUTTON, controls, dead, n_values, turn

PEOPLE = {
    "ikm": Person("Ika", "ikm", firm_id="S-1"),
    "buyer": Person("Budi", "buyer", firm_id="B-1"),
    "desk": Person("Dewi", "desk"),
    "coach": Person("Citra", "coach", region="Jawa Tengah"),
    "viewer": Person("Vina", "viewer"),
}
WHERE = [(role, one.file) for role in PEOPLE for one in PAGES if role in one.titles]


@pytest.fixture
def as_role(monkeypatch):
    """Let somebody have signed in."""

    def sign_in(role):
        monkeypatch.setattr(login, "who_signed_in", lambda _: PEOPLE[role])

    return sign_in


@pytest.fixture
def event_day(stored):
    """The store of the app with a second event, and the released plan of today of the first."""
    starts = datetime.now().replace(hour=9, minute=0, second=0, microsecond=0)
    half, length = timedelta(minutes=30), timedelta(minutes=20)
    meetings = [
        ("S-1", "B-1", "N-1", starts, starts + length),
        ("S-1", "B-2", "N-2", starts + half, starts + half + length),
    ]
    buyers, needs = {"B-1": "PT Kereta", "B-2": "PT Motor"}, {"N-1": "rem block", "N-2": "muffler"}
    release(stored, {"S-1": "CV Cor Ceper"}, buyers, meetings, needs=needs)
    event = {"event_id": "E-2", "name": "Temu Klaten", "date": starts.date() + timedelta(60)}
    need = {"need_id": "N-3", "firm_id": "B-1", "component": "knalpot"}
    rows = [Edit("event", event), Edit("need", need)]
    for firm_id, role in (("S-1", "ikm"), ("S-2", "ikm"), ("B-1", "buyer"), ("B-2", "buyer")):
        rows.append(Edit("participant", {"event_id": "E-1", "firm_id": firm_id, "role": role}))
    edit(stored, LOCAL_PLANNER, rows)
    return stored


@pytest.mark.slow
@pytest.mark.parametrize(("role", "file"), WHERE)
def test_every_control_moves_what_is_shown(event_day, as_role, open_page, role, file):  # noqa: ARG001
    as_role(role)

    assert dead(open_page, file, STARTS.get(file)) - WITH_A_BUTTON.get(file, set()) == set()


@pytest.mark.slow
@pytest.mark.parametrize(("role", "file"), WHERE)
def test_no_view_that_is_offered_ends_in_a_refusal(event_day, as_role, open_page, role, file):  # noqa: ARG001
    as_role(role)

    for name, offered in controls(open_page(file)).items():
        for place in range(n_values(offered) if offered.type == "button_group" else 0):
            at = open_page(file)
            if (control := controls(at).get(name)) is None:  # another since it wrote
                break
            turn(at, control, place)
            assert [one.value for one in at.error] == []
