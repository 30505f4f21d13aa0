"""A store with everything that somebody may not read, in words found nowhere else."""

from datetime import date, datetime

from matcher import actions
from matcher.agenda import About
from matcher.people import LOCAL_PLANNER, Person
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.store import Edit, edit

IKM = Person("Ika", "ikm", firm_id="S-1", email="ika@example.org")
BUYER = Person("Budi", "buyer", firm_id="B-1", email="budi@example.org")
PAIR = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1"}
OTHER = {"event_id": "E-1", "supplier_id": "S-2", "buyer_id": "B-2"}
IRON = {"processes": "cor pasir", "materials": "besi cor kelabu"}

MADE = {"product": "rem block"}


def price(amount, contact):
    """What is confidential, and what is told only when a buyer lets go of it: the drawing."""
    return {"target_price_idr": amount, "contact": contact, "drawing": f"GBR-{amount}"}


def attendee(firm_id, name, phone):
    values = {"event_id": "E-1", "firm_id": firm_id, "name": name, "phone": phone}
    return Edit("attendee", values)


def firm(firm_id, name, kind, **more):
    return Edit("firm", {"firm_id": firm_id, "name": name, "kind": kind, **more})


def need(need_id, firm_id, component, **more):
    return Edit("need", {"need_id": need_id, "firm_id": firm_id, "component": component, **more})


def outcome(outcome_id, need_id, supplier_id, step, **more):
    values = {"outcome_id": outcome_id, "need_id": need_id, "supplier_id": supplier_id}
    return Edit("outcome", {**values, "step": step, **more})


RECORDS = [
    firm("B-1", "PT Kereta Satu", "large", place="Kota Madiun", phone="0351-111"),
    firm("B-2", "PT Motor Rahasia", "large", place="Kabupaten Bekasi", phone="021-222"),
    firm("B-3", "PT Traktor Gelap", "large", place="Kota Surabaya", phone="031-333"),
    firm("S-1", "CV Cor Ceper", "ikm", place="Ceper", phone="0272-444", note="catatan-panitia"),
    firm("S-2", "PT Las Saingan", "ikm", place="Kota Tegal", phone="0283-555"),
    firm("S-3", "UD Tempa Lawan", "ikm", place="Klaten", phone="0272-666"),
    need("N-1", "B-1", "rem block cast iron", **IRON, **price(71717, "Bu Kontak1")),
    need(
        "N-2", "B-2", "tutup mesin besi cor", **IRON, target_price_idr=82828, contact="Pak Kontak2"
    ),
    need("N-3", "B-3", "roda traktor besi cor", **IRON, **price(93939, "Kontak3")),
    need("N-4", "B-2", "rem block lama", **IRON, status="closed", date=date(2025, 1, 1)),
    Edit("requirement", {"need_id": "N-2", "kind": "material", "value": "besi cor kelabu"}),
    *(
        Edit(
            "capability",
            {"capability_id": f"C-{n}", "firm_id": f"S-{n}", "product": "rem block"} | IRON,
        )
        for n in (1, 2, 3)
    ),
    Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
    *(
        Edit("participant", {"event_id": "E-1", "firm_id": firm_id, "role": role})
        for firm_id, role in (("S-1", "ikm"), ("S-2", "ikm"), ("B-1", "buyer"), ("B-2", "buyer"))
    ),
    Edit(
        "participation",
        {"event_id": "E-1", "firm_id": "S-1", "state": "replaced", "replaced_by": "S-3"},
    ),
    Edit(
        "attendee",
        {"event_id": "E-1", "firm_id": "S-2", "name": "Wakil Saingan", "phone": "0811-777"},
    ),
    Edit(
        "attendee",
        {"event_id": "E-1", "firm_id": "B-2", "name": "Wakil Rahasia", "phone": "0811-888"},
    ),
    Edit(
        "partnership",
        {
            "partnership_id": "P-2",
            "supplier_id": "S-2",
            "buyer_id": "B-2",
            "kind": "mou",
            "product": "rem block pesanan",
        },
    ),
    outcome("O-1", "N-4", "S-2", "purchase_order", date=date(2025, 3, 1)),
    outcome("O-2", "N-1", "S-1", "no_show", by="supplier", date=date(2025, 3, 1)),
    outcome("O-3", "N-4", "S-3", "no_show", by="supplier", date=date(2025, 3, 1)),
    Edit("override", PAIR | {"kind": "must_meet", "reason": "lebih baik dari PT Las Saingan"}),
    Edit("override", OTHER | {"kind": "never_meet", "reason": "sengketa dengan PT Motor Rahasia"}),
    Edit("wish", OTHER | {"by": "buyer", "wished": True, "need_id": "N-2"}),
]
STARTS = datetime(2026, 12, 9, 9, 0)


def fill(store):
    """Put the records into a store, and release a plan: S-1 meets B-1, S-2 meets B-2."""
    edit(store, LOCAL_PLANNER, RECORDS)
    sides = {"S-1": "supplier", "S-2": "supplier", "B-1": "buyer", "B-2": "buyer"}
    names = {one.values["firm_id"]: one.values["name"] for one in RECORDS if one.kind == "firm"}
    problem = Problem(
        participants=tuple(Participant(i, names[i], side) for i, side in sides.items()),
        slots=(Slot("s1", STARTS, STARTS.replace(minute=20)),),
        tables=(Table("A1"), Table("A2")),
        meetings=(Meeting("m1", "S-1", "B-1", "N-1"), Meeting("m2", "S-2", "B-2", "N-2")),
    )
    placed = (Placed("m1", "s1", "A1"), Placed("m2", "s1", "A2"))
    plan = Plan(placed, (), Quality(0, 0, 0, 0, 0), "proved", 0)
    about = About("Temu Usaha", STARTS, needs={"N-1": "rem block cast iron", "N-2": "tutup mesin"})
    plan_id = actions.keep_plan(LOCAL_PLANNER, store, problem, plan, about, "E-1")
    actions.release_plan(LOCAL_PLANNER, store, plan_id)
    return actions.prepare(LOCAL_PLANNER, actions.open_stored(LOCAL_PLANNER, store))
