"""A store with firms in Klaten, in Tegal and nowhere known, and what was done about each."""

from matcher import actions
from matcher.importing import Source
from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit

COACH = Person("Citra", "coach", region="Kab. Klaten")
SAME_NAME = Person("Citra", "planner")
ELSEWHERE = Person("Tono", "coach", region="Kota Tegal")
NO_REGION = Person("Citra", "coach")
PAIR = {"event_id": "E-1", "supplier_id": "S-1", "buyer_id": "B-1"}
MOU = {"kind": "mou"}
RECORDS = [
    Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "place": "Klaten"}),
    Edit("firm", {"firm_id": "B-2", "name": "PT Motor", "kind": "large", "place": "Kota Tegal"}),
    Edit("firm", {"firm_id": "S-1", "name": "CV Cor", "kind": "ikm", "place": "Ceper"}),
    Edit("firm", {"firm_id": "S-2", "name": "PT Las", "kind": "ikm", "place": "Kota Tegal"}),
    Edit("firm", {"firm_id": "S-3", "name": "UD Kosong", "kind": "ikm"}),
    Edit("firm", {"firm_id": "S-4", "name": "CV Tuang", "kind": "ikm", "place": "Klaten"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem"}),
    Edit("need", {"need_id": "N-2", "firm_id": "B-2", "component": "pipa", "contact": "Eka"}),
    Edit("requirement", {"need_id": "N-1", "kind": "process", "value": "cor"}),
    Edit("requirement", {"need_id": "N-2", "kind": "process", "value": "las"}),
    Edit("capability", {"capability_id": "C-1", "firm_id": "S-1", "product": "rem"}),
    Edit("capability", {"capability_id": "C-2", "firm_id": "S-2", "product": "pipa"}),
    Edit("partnership", {"partnership_id": "P-1", "supplier_id": "S-1", "buyer_id": "B-2", **MOU}),
    Edit("partnership", {"partnership_id": "P-2", "supplier_id": "S-2", "buyer_id": "B-1", **MOU}),
    Edit("outcome", {"outcome_id": "O-1", "need_id": "N-2", "supplier_id": "S-1", "step": "mou"}),
    Edit("outcome", {"outcome_id": "O-2", "need_id": "N-1", "supplier_id": "S-2", "step": "mou"}),
    Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
    Edit("participant", {"event_id": "E-1", "firm_id": "S-1", "role": "ikm"}),
    Edit("participant", {"event_id": "E-1", "firm_id": "S-2", "role": "ikm"}),
    Edit("override", {**PAIR, "kind": "never_meet", "reason": "x"}),
]
HEAD = "firm_id;name;kind;place;workers\n"


def fill(store):
    """Put the records into a store, as a planner."""
    edit(store, LOCAL_PLANNER, RECORDS)


def stage(store, who, *rows, head=HEAD, name="ikm.csv"):
    """Read a CSV text as somebody, out of sight; give what was staged."""
    content = (head + "".join(f"{row}\n" for row in rows)).encode()
    (table,) = actions.read_file(who, content, name)
    mapping = actions.propose_mapping(who, store, table, name)
    return actions.stage_import(who, store, table, mapping, Source(name, name))
