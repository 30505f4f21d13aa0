"""Sheets of the planner's workbook: what stands in which column, before it is written."""

from collections.abc import Iterable, Sequence

from features.language import Translate, mark, translator
from matcher.agenda.about import About
from matcher.agenda.answer_sheets import answer_sheets
from matcher.agenda.bookings import Booking, at_table, bookings, by_firm, by_table, host
from matcher.agenda.hours import clock, short_day
from matcher.agenda.sheet import Cell, Column, Sheet
from matcher.planner.plan import Plan
from matcher.planner.problem import Participant, Problem

SIDES = {"supplier": mark("IKM"), "buyer": mark("Buyer")}
_STATUS = {
    "proved": mark("proved: no plan has fewer idle gaps"),
    "bound": mark("not proved to be best; no plan has fewer than {bound} idle gaps"),
    "impossible": mark("proved: no plan holds all meetings"),
}


def sheets(problem: Problem, plan: Plan, about: About, language: str) -> list[Sheet]:
    """Give all sheets in the order of the workbook."""
    say = translator(language)
    booked = bookings(problem, plan, about)
    meeting_columns = _meeting_columns(say)
    at_tables = [one for some in by_table(booked).values() for one in some]
    return [
        _summary(problem, plan, about, booked, language),
        Sheet(say("Meetings"), meeting_columns, [_meeting(one, say) for one in booked], 4),
        Sheet(say("By table"), meeting_columns, [_meeting(one, say) for one in at_tables], 4),
        _by_participant(problem, booked, say),
        _tables_grid(problem, booked, language),
        _participants_grid(problem, booked, language),
        _left_out(problem, plan, about, say),
        _reserves(problem, about, say),
        *answer_sheets(about, say),
    ]


def _meeting_columns(say: Translate) -> tuple[Column, ...]:
    return (
        Column(say("Day"), 17, "day"),
        Column(say("Starts"), 8, "hour"),
        Column(say("Ends"), 8, "hour"),
        Column(say("Table no."), 9),
        Column(say("IKM"), 36),
        Column(say("IKM id"), 13),
        Column(say("Buyer"), 36),
        Column(say("Buyer id"), 13),
        Column(say("Need"), 36),
        Column(say("Need id"), 12),
        Column(say("Score"), 7, "score"),
        Column(say("Settled"), 9),
    )


def _meeting(one: Booking, say: Translate) -> tuple[Cell, ...]:
    meeting = one.meeting
    return (
        *(one.slot.starts, one.slot.starts, one.slot.ends, one.table_id),
        *(one.supplier.name, one.supplier.firm_id, one.buyer.name, one.buyer.firm_id),
        *(one.need, meeting.need_id, meeting.score, say("yes") if meeting.locked else None),
    )


def _summary(
    problem: Problem, plan: Plan, about: About, booked: Sequence[Booking], language: str
) -> Sheet:
    say = translator(language)
    own = by_firm(booked)
    quality = plan.quality
    issued = f"{short_day(about.issued, language)} {clock(about.issued, language)}"
    facts: list[tuple[str, Cell]] = [
        (say("Event"), about.name),
        (say("Held at"), about.place),
        (say("Version"), say("{n}, made {day}", n=about.version, day=issued)),
        (say("Meetings with a place"), len(plan.placed)),
        (say("Meetings without a place"), len(plan.left_out)),
        (say("Slots"), len(problem.slots)),
        (say("Tables in use"), f"{len(by_table(booked))} / {len(problem.tables)}"),
    ]
    for side, name in SIDES.items():
        some = [one.firm_id for one in problem.participants if one.side == side]
        with_one = sum(firm_id in own for firm_id in some)
        facts.append((say("{side} with a meeting", side=say(name)), f"{with_one} / {len(some)}"))
    facts += [
        (say("Idle gaps of the participant that waits most often"), quality.worst_gaps),
        (say("Idle gaps of all participants"), quality.n_gaps),
        (say("Slots in them"), quality.n_idle_slots),
        (say("Changes of table"), quality.n_table_moves),
        (say("How good this is"), say(_STATUS[plan.status], bound=plan.bound)),
    ]
    if about.synthetic:
        facts.append((say("Note"), say("Synthetic data: firms, needs and outcomes are made up.")))
    columns = (Column(say("The plan at a glance"), 52), Column("", 60))
    return Sheet(say("Summary"), columns, list(facts), 0, is_list=False)


def _by_participant(problem: Problem, booked: Sequence[Booking], say: Translate) -> Sheet:
    columns = (
        Column(say("Participant"), 36),
        Column(say("Id"), 13),
        Column(say("Side"), 11),
        Column(say("Day"), 17, "day"),
        Column(say("Starts"), 8, "hour"),
        Column(say("Ends"), 8, "hour"),
        Column(say("Table no."), 9),
        Column(say("Meets"), 36),
        Column(say("Need"), 36),
    )
    own = by_firm(booked)
    rows: list[tuple[Cell, ...]] = []
    for one in _sorted(problem.participants):
        who = (one.name, one.firm_id, say(SIDES[one.side]))
        for meets in own.get(one.firm_id, []):
            slot = meets.slot
            when = (slot.starts, slot.starts, slot.ends, meets.table_id)
            rows.append((*who, *when, meets.partner_of(one.firm_id).name, meets.need))
        if one.firm_id not in own:
            rows.append((*who, None, None, None, None, say("no meeting"), None))
    return Sheet(say("By participant"), columns, rows)


def _tables_grid(problem: Problem, booked: Sequence[Booking], language: str) -> Sheet:
    say = translator(language)
    rows: list[tuple[Cell, ...]] = []
    for table_id, held in by_table(booked).items():
        usual = host(held)
        cells = []
        for slot in problem.slots:
            main, other = at_table((one for one in held if one.slot == slot), usual)
            cells.append(f"{main} ({other})" if other else main or None)
        rows.append((table_id, usual.name, *cells))
    columns = (
        Column(say("Table no."), 9),
        Column(say("Buyer"), 28),
        *_slot_columns(problem, language, 20),
    )
    return Sheet(say("Tables and slots"), columns, rows, 2, is_list=False)


def _participants_grid(problem: Problem, booked: Sequence[Booking], language: str) -> Sheet:
    say = translator(language)
    own = by_firm(booked)
    rows: list[tuple[Cell, ...]] = []
    for one in _sorted(problem.participants):
        held = own.get(one.firm_id, [])
        cells = [
            ", ".join(sorted({b.table_id for b in held if b.slot == slot})) or None
            for slot in problem.slots
        ]
        rows.append((one.name, say(SIDES[one.side]), *cells))
    columns = (
        Column(say("Participant"), 36),
        Column(say("Side"), 9),
        *_slot_columns(problem, language, 11),
    )
    return Sheet(say("Participants and slots"), columns, rows, 2, is_list=False)


def _slot_columns(problem: Problem, language: str, width: int) -> list[Column]:
    return [
        Column(f"{short_day(one.starts, language)}\n{clock(one.starts, language)}", width)
        for one in problem.slots
    ]


def _left_out(problem: Problem, plan: Plan, about: About, say: Translate) -> Sheet:
    columns = (
        Column(say("IKM"), 36),
        Column(say("Buyer"), 36),
        Column(say("Need"), 36),
        Column(say("Score"), 7, "score"),
        Column(say("Why"), 60),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in plan.left_out:
        meeting = problem.meeting[one.meeting_id]
        names = (problem.participant[firm_id].name for firm_id in meeting.firms)
        need = about.need(meeting.need_id)
        rows.append((*names, need, meeting.score, say(one.message, **one.values)))
    for unmet in about.unmet:
        firm = problem.participant.get(unmet.firm_id)
        name, why = unmet.line(problem, say)
        sides = (None, name) if firm is not None and firm.side == "buyer" else (name, None)
        rows.append((*sides, None, None, why))
    return Sheet(say("Left out"), columns, rows, 2)


def _reserves(problem: Problem, about: About, say: Translate) -> Sheet:
    columns = (
        Column(say("Participant"), 36),
        Column(say("Side"), 11),
        Column(say("Rank"), 9, "count"),
        Column(say("Could meet"), 36),
        Column(say("Need"), 36),
        Column(say("Score"), 7, "score"),
    )
    order = {one.firm_id: i for i, one in enumerate(_sorted(problem.participants))}
    known = [one for one in about.reserves if one.firm_id in order]
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(known, key=lambda one: (order[one.firm_id], one.rank)):
        firm, other = problem.participant[one.firm_id], problem.participant.get(one.other_id)
        who = (firm.name, say(SIDES[firm.side]), one.rank)
        what = (about.need(one.need_id), one.score)
        rows.append((*who, other.name if other else one.other_id, *what))
    return Sheet(say("Waiting list"), columns, rows)


def _sorted(participants: Iterable[Participant]) -> list[Participant]:
    return sorted(participants, key=lambda one: (one.side, one.name, one.firm_id))
