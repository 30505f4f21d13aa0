"""Hasil pertemuan: what a firm reads of its meetings, before and after they took place."""

from datetime import datetime, timedelta

import pytest

from matcher.people import Person
from matcher.ui import login

from .released import release

SOON, PAST = datetime.now() + timedelta(hours=3), datetime.now() - timedelta(hours=3)


@pytest.fixture
def released(stored):
    """The released plan of an IKM that has met one buyer and is to meet another."""
    length, suppliers = timedelta(minutes=20), {"S-2": "PT Las Tegal"}
    meetings = [
        ("S-2", "B-1", "N-1", PAST, PAST + length),
        ("S-2", "B-2", "N-3", SOON, SOON + length),
    ]
    needs = {"N-1": "rem block", "N-3": "muffler"}
    release(stored, suppliers, {"B-1": "PT Kereta", "B-2": "PT Motor"}, meetings, needs=needs)
    return stored


def test_meeting_to_come_is_not_called_unreported(released, open_page, monkeypatch):  # noqa: ARG001
    ika = Person("Ika", "ikm", firm_id="S-2")
    monkeypatch.setattr(login, "who_signed_in", lambda _: ika)

    at = open_page("results")

    assert [one.label for one in at.expander] == [
        "**PT Kereta** · rem block · *nothing reported yet*",
        "**PT Motor** · muffler · *still to come*",
    ]
