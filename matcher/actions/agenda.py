"""What a firm does with its agenda in the released plans: look, take it along, call partners."""

from typing import Any, NamedTuple

from features.language import mark
from matcher.access import Person, allowed, of
from matcher.agenda.calendar import calendar_of
from matcher.agenda.pdf import agendas_pdf
from matcher.agenda.person import person_page
from matcher.agenda.released import Released, partners, released_plans
from matcher.errors import NotFoundError
from matcher.store import Store, find
from matcher.store.consents import SHARE, agreed
from matcher.store.participants import attendees

_OWN = mark(
    "an agenda is for planners, and the buyer, the IKM or the regional office whose it is; "
    "ask a planner"
)
_NO_AGENDA = mark("no plan with meetings of '{firm}' is released yet; ask the organisers when")


class OwnAgenda(NamedTuple):
    """The meetings of one firm in a released plan.

    `page` is its paper as plain values: `summary`, `days` with `rows`, `notes`, and the `qr`.
    """

    plan_id: int
    event: str
    place: str
    synthetic: bool
    page: dict[str, Any]


class Meeting(NamedTuple):
    """One meeting of a firm: whom it meets, about which need."""

    event_id: str | None
    partner_id: str
    partner: str
    supplier_id: str
    buyer_id: str
    need_id: str
    need: str
    starts: str


class Contact(NamedTuple):
    """Whom to call at a firm; blank where nobody said it, or agreed to its being told."""

    firm: str
    name: str
    position: str
    phone: str
    email: str


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own", coach="own")
def own_agendas(
    who: Person, store: Store, firm_id: str, language: str = "id"
) -> tuple[OwnAgenda, ...]:
    """Give the agenda of a firm at every event with a released plan, the latest first."""
    return tuple(
        OwnAgenda(
            one.version.plan_id,
            one.about.name,
            one.about.place,
            one.about.synthetic,
            person_page(one.problem.participant[firm_id], booked, one.about, language),
        )
        for one in released_plans(store)
        if (booked := one.booked(firm_id))
    )


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own", coach="own")
def own_meetings(who: Person, store: Store, firm_id: str) -> tuple[Meeting, ...]:
    """List the meetings of a firm in the released plans, by event and time."""
    return tuple(
        Meeting(
            plan.version.event_id,
            one.partner_of(firm_id).firm_id,
            one.partner_of(firm_id).name,
            *one.meeting.firms,
            one.meeting.need_id or "",
            one.need,
            one.slot.starts.isoformat(),
        )
        for plan in released_plans(store)
        for one in plan.booked(firm_id)
    )


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own", coach="own")
def own_paper(
    who: Person, store: Store, firm_id: str, plan_id: int, what: str, language: str = "id"
) -> tuple[str, bytes]:
    """Write the agenda of a firm in one released plan: `pdf` or `calendar`; name and content.

    Raises
    ------
    NotFoundError
        When this plan is not the released one, or the firm has no meeting in it.
    """
    plan = _released(store, firm_id, plan_id)
    known = (plan.problem, plan.plan, plan.about)
    if what == "calendar":
        return f"agenda-{firm_id}.ics", calendar_of(*known, firm_id, language)
    return f"agenda-{firm_id}.pdf", agendas_pdf(*known, language, [firm_id])


def _released(store: Store, firm_id: str, plan_id: int) -> Released:
    for one in released_plans(store):
        if one.version.plan_id == plan_id and one.booked(firm_id):
            return one
    raise NotFoundError(_NO_AGENDA, firm=firm_id)


@allowed(_OWN, whose=of(firm="firm_id"), planner="all", buyer="own", ikm="own", coach="own")
def partner_contacts(who: Person, store: Store, firm_id: str) -> tuple[Contact, ...]:
    """Give whom to call at the firms that a firm meets in a released plan.

    Of a person who comes, phone and e-mail are told when it agreed to that.
    """
    events = {one.version.event_id for one in released_plans(store)} - {None}
    found = []
    for firm in find(store, "firm", sorted(partners(store, firm_id))):
        name = str(firm.values["name"])
        phone, email = (str(firm.values[field] or "") for field in ("phone", "email"))
        found.append(Contact(name, "", "", phone, email))
        for event_id in sorted(map(str, events)):
            rows = attendees(store, event_id, firm.record_id).to_dict("records")
            found += [_contact(store, event_id, name, row) for row in rows]
    return tuple(found)


def _contact(store: Store, event_id: str, firm: str, row: dict[Any, Any]) -> Contact:
    person = " | ".join((event_id, row["firm_id"], row["name"]))
    told = agreed(store, person, SHARE)
    phone, email = ((row[field] or "") if told else "" for field in ("phone", "email"))
    return Contact(firm, row["name"], row["position"] or "", phone, email)
