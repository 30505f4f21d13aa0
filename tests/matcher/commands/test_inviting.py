"""The command `invite`: whom to ask, why, who stands by, and what to know before."""

import re

import pytest

from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.folder import load
from matcher.planner.guest_list import province_of
from matcher.store import open_store

DEMO = ("--data", "demo_event", "--seats", 12, "--reserves", 3)


@pytest.fixture(scope="module")
def lines(run):
    return run("invite", *DEMO, "--province", "Jawa Tengah=2-4", "--first-timers", "3-")[1]


def numbered(lines, after):
    """Give the ids in the numbered lines after a heading."""
    start = next(i for i, line in enumerate(lines) if line.startswith(after)) + 1
    found = []
    for line in lines[start:]:
        if not (match := re.match(r"  \d+\. .* \((I-\d+)\): .", line)):
            break
        found.append(match[1])
    return found


def test_seats_and_quotas_are_kept_and_each_has_its_reason(lines):
    firms = load("demo_event").firms.set_index("firm_id")["place"]

    invited = numbered(lines, "Invite these 12 IKM; ")

    assert len(set(invited)) == 12
    assert 2 <= sum(province_of(firms[one]) == "Jawa Tengah" for one in invited) <= 4


def test_reserves_are_ranked_and_not_invited(lines):
    reserves = numbered(lines, "Stand by, in this order:")

    assert len(reserves) == 3
    assert set(reserves).isdisjoint(numbered(lines, "Invite these 12 IKM; "))


def test_what_no_invitation_mends_stands_first(lines):
    heads = [line for line in lines if line.endswith(":") and not line.startswith(" ")]

    assert [re.sub(r"\d+", "n", head) for head in heads[:3]] == [
        "n needs that no IKM of the records fits:",
        "n IKM that fit no need; an invitation would not help them yet:",
        "Invite these n IKM; n needs then have one that fits:",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--province", "Atlantis=3"), "'Atlantis' is no province; write one of Aceh, Bali"),
        (("--province", "Banten"), "'Banten' names no place with a number"),
        (("--first-timers", "many"), "'many' is no range of numbers; write 5-20, 5- or -20"),
        (("--province", "Banten=9-3"), "the quota 'Banten' wants 9 to 3"),
        (("--add",), "--add and --buyers need the event on whose list they go"),
        (("--buyers",), "--add and --buyers need the event on whose list they go"),
        (("--event", "E-9"), "there is no event 'E-9', nor any other; make one"),
    ],
)
def test_what_cannot_be_wanted_is_one_line(run, options, line):
    with pytest.raises(Exception) as error:
        run("invite", *DEMO, *options)

    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


def test_the_list_of_an_event_goes_on_from_who_has_a_seat(run, folder, tmp_path):
    for name in ("firms", "capabilities", "needs", "requirements"):
        run("import", folder / f"{name}.csv", "--yes", "--show", 0)
    run("event", "Tegal", "--date", "2026-12-09")
    store = open_store(tmp_path / "linkmatch.db")
    actions.add_participants(WHO, store, "E-1", ["B-1", "B-2"], "buyer")
    actions.add_participants(WHO, store, "E-1", ["S-2"], "ikm")
    actions.set_state(WHO, store, "E-1", "S-2", "confirmed")

    lines = run("invite", "--event", "E-1", "--seats", 2, "--add")[1]

    listed = actions.list_participants(WHO, store, "E-1")
    store.close()
    ids = [match[1] for line in lines if (match := re.match(r"  \d+\. .* \((S-\d)\)", line))]
    assert "S-2" in ids
    assert set(listed.loc[listed["role"] == "ikm", "firm_id"]) == set(ids)


def test_buyers_with_an_open_need_come_on_the_list_once(run, folder, tmp_path):
    for name in ("firms", "capabilities", "needs", "requirements"):
        run("import", folder / f"{name}.csv", "--yes", "--show", 0)
    run("event", "Tegal", "--date", "2026-12-09")

    once = run("invite", "--event", "E-1", "--seats", 2, "--buyers")[1]
    again = run("invite", "--event", "E-1", "--seats", 2, "--buyers")[1]

    store = open_store(tmp_path / "linkmatch.db")
    listed = actions.list_participants(WHO, store, "E-1")
    asking = sorted(set(actions.open_stored(WHO, store).asked["firm_id"].dropna()))
    store.close()
    assert (listed["firm_id"].tolist(), set(listed["role"])) == (asking, {"buyer"})
    told = "{} buyers with an open need are new on the list of E-1"
    assert (once[0], again[0]) == (told.format(len(asking)), told.format(0))
