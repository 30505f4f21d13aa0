"""Events: who takes part, in which state since when and by whom, who is late, who comes."""

from datetime import date

import pytest

from matcher.errors import ChangedError, DataError, NotFoundError
from matcher.store import Edit, edit, get, history, table, undo
from matcher.store.events import (
    add_participants,
    create_event,
    invite,
    record_attendee,
    set_state,
    start_event,
)
from matcher.store.participants import (
    attendees,
    events,
    late,
    participants,
    steps,
    waiting_list,
)

MARCH = [date(2027, 3, day) for day in range(1, 32)]
SETTINGS = {"event_id": "E-1", "name": "Temu bisnis 2026", "date": date(2026, 11, 20)}


@pytest.fixture
def event(store, ani):
    """An event with two IKM and a buyer, all of them candidates since the first of March."""
    firms = [("S-1", "ikm"), ("S-2", "ikm"), ("B-1", "large")]
    named = [Edit("firm", {"firm_id": f, "name": f"PT {f}", "kind": kind}) for f, kind in firms]
    edit(store, ani, named)
    create_event(store, ani, SETTINGS | {"place": "Kab. Tegal", "slot_minutes": 20, "aula": "B2"})
    add_participants(store, ani, "E-1", ["S-1", "S-2"], "ikm", MARCH[0])
    add_participants(store, ani, "E-1", ["B-1"], "buyer", MARCH[0])
    return "E-1"


def states(store, event_id, as_of=MARCH[-1]):
    found = participants(store, event_id, as_of)
    return dict(zip(found["firm_id"], found["state"], strict=True))


def test_participant_says_state_since_and_by_whom(store, ani, budi, event):
    invite(store, ani, event, ["S-1"], MARCH[9], MARCH[1])
    set_state(store, budi, event, "S-1", "confirmed", MARCH[4])

    first = participants(store, event, MARCH[-1]).set_index("firm_id").loc["S-1"]

    assert (first["firm"], first["role"], first["state"]) == ("PT S-1", "ikm", "confirmed")
    assert (first["since"], first["by"], first["answer_by"]) == (MARCH[4], "Budi", MARCH[9])
    assert [(s.state, s.date, s.by) for s in steps(store, event, "S-1")] == [
        ("candidate", MARCH[0], "Ani"),
        ("invited", MARCH[1], "Ani"),
        ("confirmed", MARCH[4], "Budi"),
    ]


def test_state_as_of_a_day_leaves_out_what_came_later(store, ani, event):
    set_state(store, ani, event, "S-1", "cancelled", MARCH[8])

    assert states(store, event, MARCH[7])["S-1"] == "candidate"
    assert states(store, event, MARCH[8])["S-1"] == "cancelled"


def test_later_step_counts_though_written_down_first(store, ani, event):
    set_state(store, ani, event, "S-1", "cancelled", MARCH[8])
    set_state(store, ani, event, "S-1", "confirmed", MARCH[5])

    assert states(store, event)["S-1"] == "cancelled"


def test_last_act_counts_among_steps_of_one_day(store, ani, event):
    for state in ("confirmed", "cancelled", "confirmed"):
        set_state(store, ani, event, "S-1", state, MARCH[8])

    assert states(store, event)["S-1"] == "confirmed"


def test_undone_step_counts_no_more_and_is_no_act_of_its_own(store, ani, event):
    """Confirmed, cancelled, confirmed again; without the last act it is cancelled."""
    acts = [
        set_state(store, ani, event, "S-1", state, MARCH[8])
        for state in ("confirmed", "cancelled", "confirmed")
    ]

    undo(store, ani, acts[-1])

    assert states(store, event)["S-1"] == "cancelled"


def test_who_did_not_answer_in_time_is_late(store, ani, event):
    invite(store, ani, event, ["S-1", "S-2", "B-1"], MARCH[9], MARCH[1])
    set_state(store, ani, event, "B-1", "confirmed", MARCH[3])

    assert late(store, event, MARCH[9])["firm_id"].tolist() == []  # the last day
    assert late(store, event, MARCH[10])["firm_id"].tolist() == ["S-1", "S-2"]


def test_second_invitation_moves_the_deadline(store, ani, event):
    invite(store, ani, event, ["S-1"], MARCH[9], MARCH[1])
    invite(store, ani, event, ["S-1"], MARCH[19], MARCH[12])

    assert late(store, event, MARCH[14])["firm_id"].tolist() == []


def test_waiting_list_holds_the_candidates_of_a_side(store, ani, event):
    invite(store, ani, event, ["S-1"], MARCH[9], MARCH[1])

    assert waiting_list(store, event, MARCH[-1])["firm_id"].tolist() == ["B-1", "S-2"]
    assert waiting_list(store, event, MARCH[-1], "ikm")["firm_id"].tolist() == ["S-2"]


def test_replaced_needs_a_participant_that_comes_instead(store, ani, event):
    with pytest.raises(DataError, match=r"^'S-1' is replaced by nobody; name the participant"):
        set_state(store, ani, event, "S-1", "replaced", MARCH[5])
    with pytest.raises(NotFoundError, match=r"^'S-7' takes no part in the event E-1"):
        set_state(store, ani, event, "S-1", "replaced", MARCH[5], "S-7")

    set_state(store, ani, event, "S-1", "replaced", MARCH[5], "S-2")

    first = participants(store, event, MARCH[-1]).set_index("firm_id").loc["S-1"]
    assert (first["state"], first["replaced_by"]) == ("replaced", "S-2")


def test_unknown_state_is_one_line(store, ani, event):
    with pytest.raises(DataError, match=r"^state: 'datang' does not fit"):
        set_state(store, ani, event, "S-1", "datang", MARCH[5])


def test_attendees_say_position_and_whether_they_decide(store, ani, event):
    for name, decides in (("Wati", False), ("Joko", True)):
        person = {"name": name, "position": "kepala", "decides": decides}
        record_attendee(store, ani, {"event_id": event, "firm_id": "S-1"} | person)
    record_attendee(store, ani, {"event_id": event, "firm_id": "S-2", "name": "Tuti"})

    found = participants(store, event, MARCH[-1]).set_index("firm_id")

    assert found["n_attendees"].to_dict() == {"B-1": 0, "S-1": 2, "S-2": 1}
    assert found["decides"].to_dict() == {"B-1": None, "S-1": True, "S-2": None}
    assert attendees(store, event, "S-1")["name"].tolist() == ["Joko", "Wati"]


def test_second_of_two_who_edit_an_attendee_is_told(store, ani, budi, event):
    person = {"event_id": event, "firm_id": "S-1", "name": "Wati"}
    seen = record_attendee(store, ani, person | {"position": "staf"})
    record_attendee(store, budi, person | {"position": "direktur"}, version=seen)

    with pytest.raises(ChangedError, match="Budi"):
        record_attendee(store, ani, person | {"position": "kepala"}, version=seen)


def test_adding_a_participant_twice_changes_nothing(store, ani, event):
    set_state(store, ani, event, "S-1", "confirmed", MARCH[5])

    add_participants(store, ani, event, ["S-1", "S-1"], "buyer", MARCH[9])

    first = participants(store, event, MARCH[-1]).set_index("firm_id").loc["S-1"]
    assert (first["role"], first["state"]) == ("ikm", "confirmed")


def test_new_event_takes_over_settings_and_participants_only(store, ani, budi, event):
    invite(store, ani, event, ["S-1", "B-1"], MARCH[9], MARCH[1])
    set_state(store, ani, event, "S-1", "cancelled", MARCH[2])
    pair = {"event_id": event, "supplier_id": "S-1", "buyer_id": "B-1"}
    person = {"event_id": event, "firm_id": "S-1", "name": "Wati"}
    edit(
        store,
        ani,
        [
            Edit("wish", pair | {"by": "buyer", "wished": True}),
            Edit("meeting", pair),
            Edit("attendee", person),
        ],
    )

    start_event(store, budi, event, {"event_id": "E-2", "name": "Temu bisnis 2027"})

    new = get(store, "event", "E-2").values
    found = participants(store, "E-2", date.today())
    assert [new[n] for n in ("name", "date", "place", "slot_minutes", "aula")] == [
        "Temu bisnis 2027", None, "Kab. Tegal", 20, "B2",
    ]  # fmt: skip
    assert found[["firm_id", "role", "state", "by", "answer_by", "late"]].to_numpy().tolist() == [
        ["B-1", "buyer", "candidate", "Budi", None, False],
        ["S-1", "ikm", "candidate", "Budi", None, False],
        ["S-2", "ikm", "candidate", "Budi", None, False],
    ]
    for kind in ("wish", "meeting", "attendee"):
        assert table(store, kind)["event_id"].tolist() == [event]
    assert states(store, event)["S-1"] == "cancelled"


def test_new_event_is_one_act_that_can_be_undone(store, ani, event):
    start_event(store, ani, event, {"event_id": "E-2", "name": "Temu bisnis 2027"})

    undo(store, ani, history(store, "event", "E-2")[0].batch_id)

    assert events(store)["event_id"].tolist() == [event]
    assert len(participants(store, "E-2", date.today())) == 0


def test_event_of_the_same_id_is_refused(store, ani, event):
    for refused in (
        lambda: create_event(store, ani, SETTINGS | {"name": "lain"}),
        lambda: start_event(store, ani, event, SETTINGS),
    ):
        with pytest.raises(DataError, match=r"^there is an event 'E-1' already"):
            refused()

    assert get(store, "event", event).values["name"] == "Temu bisnis 2026"


@pytest.mark.usefixtures("event")
def test_events_stand_the_latest_first_with_their_sides(store, ani):
    create_event(store, ani, {"event_id": "E-0", "name": "a", "date": date(2027, 1, 1)})
    create_event(store, ani, {"event_id": "E-9", "name": "b"})

    found = events(store)

    assert found["event_id"].tolist() == ["E-0", "E-1", "E-9"]
    assert found[["n_ikm", "n_buyers"]].to_numpy().tolist() == [[0, 0], [2, 1], [0, 0]]


def test_event_without_an_id_gets_the_next_one_never_used(store, ani):
    first = create_event(store, ani, {"name": "a"})
    undo(store, ani, history(store, "event", first)[0].batch_id)

    assert (first, create_event(store, ani, {"name": "b"})) == ("E-1", "E-2")
    assert start_event(store, ani, "E-2", {"name": "c"}) == "E-3"


def test_event_needs_a_name(store, ani):
    with pytest.raises(DataError, match="the event has no name"):
        create_event(store, ani, {"name": " "})


@pytest.mark.usefixtures("event")
def test_unknown_earlier_event_is_refused_with_those_there_are(store, ani):
    with pytest.raises(NotFoundError, match="there is no event 'E-9'; there are: E-1"):
        start_event(store, ani, "E-9", {"name": "c"})
