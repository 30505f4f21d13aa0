"""The papers hold what they should and nothing of others; any name is only shown."""

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import segno

from matcher.agenda import agendas_pdf, agendas_pdf_each, wall_plan_pdf
from matcher.agenda.bookings import bookings, by_firm
from matcher.agenda.person import person_page
from matcher.errors import NotFoundError
from matcher.planner.plan import Placed
from matcher.planner.problem import Meeting, Participant, Slot

TO = "\N{EN DASH}"


def joined(text):
    """A cell breaks its lines where it must."""
    return " ".join(text.split())


def path_of(svg):
    return re.search(r' d="([^"]+)"', svg)[1]


def test_agenda_shows_time_table_partner_and_need_of_each_meeting(event, pdf_pages):
    (page,) = pdf_pages(agendas_pdf(event.problem, event.plan, event.about, firm_ids=["I-1"]))

    said = joined(page)

    assert [part in said for part in (f"13.25{TO}13.45", f"08.30{TO}08.50")] == [True, True]
    assert [part in said for part in ("A01", "A02", "Aula", "Balai Kota")] == [True] * 4
    assert [part in said for part in ("PT Motor", "rem blok", "knalpot #1", "WIB")] == [True] * 4
    assert "Rabu, 9 Desember 2026" in said
    assert "Versi 3, 08/12/2026 16.30" in said


def test_english_agenda_is_english(event, pdf_pages):
    (page,) = pdf_pages(agendas_pdf(event.problem, event.plan, event.about, "en", ["I-1"]))

    assert "Wednesday, 9 December 2026" in joined(page)
    assert f"13:25{TO}13:45" in joined(page)


def test_names_are_shown_letter_by_letter_and_never_run(event, pdf_pages):
    pages = pdf_pages(agendas_pdf(event.problem, event.plan, event.about))

    said = joined(" ".join(pages))

    for one in event.problem.participants:
        assert one.name in said


def test_each_participant_has_one_page_however_many_meetings(event, pdf_pages):
    slots = tuple(
        Slot(f"S{i:02}", start := datetime(2026, 12, 9, 8) + timedelta(minutes=10 * i), start)
        for i in range(40)
    )
    firms = tuple(
        Participant(f"I-{i:02}", f"UD Nama Panjang Sekali Nomor {i} Jaya Abadi Sentosa", "supplier")
        for i in range(40)
    )
    meetings = tuple(Meeting(f"{one.firm_id}|B-2", one.firm_id, "B-2", "N-2") for one in firms)
    placed = tuple(
        Placed(m.meeting_id, s.slot_id, "A01") for m, s in zip(meetings, slots, strict=True)
    )
    buyer = Participant("B-2", "PT Motor", "buyer")
    full = replace(event.problem, slots=slots, participants=(buyer, *firms), meetings=meetings)

    pages = pdf_pages(agendas_pdf(full, replace(event.plan, placed=placed), event.about))

    assert len(pages) == 41
    assert [sum(one.name in joined(page) for one in firms) for page in pages].count(40) == 1


def test_agenda_shows_no_score_no_other_partner_and_no_persons_of_others(event, pdf_pages):
    about = replace(event.about, attendees={"I-1": ("Bu Sari",), "B-1": ("Pak Joko",)})

    files = dict(agendas_pdf_each(event.problem, event.plan, about))
    (page,) = pdf_pages(files["I-2"])

    assert list(files) == ["B-1", "I-2", "I-1", "B-2"]  # by name
    assert [word in page for word in ("81", "41", "PT Motor", "Sari", "Joko", "cmd")] == [False] * 6


def test_group_of_suppliers_stands_in_one_row(event):
    buyer = event.problem.participant["B-1"]
    own = by_firm(bookings(event.problem, event.plan, event.about))["B-1"]
    page = person_page(buyer, own, event.about, "id")

    (row,) = page["days"][0]["rows"]
    assert row["partners"] == [event.problem.participant[i].name for i in ("I-1", "I-2")]


def test_link_of_a_participant_stands_in_its_code(event):
    about = replace(event.about, links={"I-1": "https://example.org/a?x=1&y=2"})

    page = person_page(event.problem.participant["I-1"], [], about, "en")

    drawn = io.BytesIO()
    segno.make_qr("https://example.org/a?x=1&y=2", error="l").save(drawn, kind="svg", border=2)
    assert path_of(page["qr"]) == path_of(drawn.getvalue().decode())
    assert page["qr_says"] == "opens this agenda"


def test_wall_plan_names_table_buyer_and_supplier_but_no_need(event, pdf_pages):
    first, second = pdf_pages(wall_plan_pdf(event.problem, event.plan, event.about))

    assert "PT Motor" not in first
    assert "A01" in first
    assert "PT Motor" in second
    assert "A02" in second
    assert [word in first + second for word in ("rem blok", "knalpot", "81")] == [False] * 3


def test_wall_plan_without_a_meeting_says_so(event, pdf_pages):
    empty = replace(event.plan, placed=())

    (page,) = pdf_pages(wall_plan_pdf(event.problem, empty, event.about, "en"))

    assert "No meeting has a place yet." in page


def test_same_plan_gives_the_same_bytes(event):
    first, second = (agendas_pdf(event.problem, event.plan, event.about) for _ in range(2))

    assert first == second


def test_nobody_and_nothing_are_one_line(event):
    with pytest.raises(NotFoundError, match="'I-9' takes no part in this event; check the id"):
        agendas_pdf(event.problem, event.plan, event.about, firm_ids=["I-9"])
    with pytest.raises(NotFoundError, match="no meeting has a place yet"):
        agendas_pdf(event.problem, replace(event.plan, placed=()), event.about)
