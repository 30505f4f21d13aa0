"""Who comes unexpected asks for what its partners always ask for."""

from datetime import datetime

from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.planner.walking_in import added_by_hand, walk_in

AT = datetime(2026, 12, 9, 9)
LENS = frozenset({"proyektor"})


def event():
    return Problem(
        slots=(Slot("1", AT, AT.replace(minute=20)),),
        tables=(Table("A"), Table("B", LENS)),
        participants=(
            Participant("S-1", "CV Satu", "supplier"),
            Participant("S-2", "CV Dua", "supplier"),
            Participant("B-1", "PT Motor", "buyer"),
            Participant("B-2", "PT Kereta", "buyer"),
        ),
        meetings=(
            Meeting("a", "S-1", "B-1", equipment=LENS, minutes=30),
            Meeting("b", "S-2", "B-1", equipment=LENS | {"alat ukur"}, minutes=40),
        ),
    )


def test_newcomers_meet_with_what_all_meetings_of_the_partner_need():
    change = walk_in(event(), "CV Baru", ["B-1", "B-2", "B-1"])

    assert change.participant == Participant("BARU-1", "CV Baru", "supplier")
    assert change.meetings == (
        Meeting("BARU-1|B-1", "BARU-1", "B-1", equipment=LENS, minutes=30),
        Meeting("BARU-1|B-2", "BARU-1", "B-2"),
    )


def test_a_meeting_of_the_waiting_list_is_taken_as_it_stands_there():
    waits = Meeting("S-1|B-2", "S-1", "B-2", "N-7", 61.0)

    assert added_by_hand(event(), ("B-2", "S-1"), [waits]).meeting == waits


def test_a_firm_of_one_meeting_is_taken_to_ask_for_all_of_it():
    added = added_by_hand(event(), ("B-2", "S-1")).meeting

    assert added == Meeting("S-1|B-2", "S-1", "B-2", equipment=LENS, minutes=30)
