"""What a firm does about its own meetings: wish, report, contest, take its agenda along."""

from dataclasses import replace
from datetime import date

import pytest

from matcher import actions
from matcher.errors import DataError, DeniedError, NotFoundError
from matcher.people import LOCAL_PLANNER, Person
from matcher.planner.programme_file import load_programme
from matcher.store import Edit, edit, get, matching, open_store

from .firms import BUYER, IKM, fill
from .people import may

RIVAL = Person("Rudi", "ikm", firm_id="S-2")
OTHER_BUYER = Person("Oki", "buyer", firm_id="B-2")
SIDE = {"buyer": "buyer", "ikm": "supplier"}
MUST = "E-1 | S-1 | B-1 | must_meet"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store.db")
    fill(opened)
    yield opened
    opened.close()


def tell(who, store, step, **more):
    values = {"step": step, "date": date(2026, 11, 20)} | more
    return actions.record_outcome(who, store, "N-1", "S-1", values)


def scorer_of(store):
    return actions.prepare(LOCAL_PLANNER, actions.open_stored(LOCAL_PLANNER, store))


def counts(store):
    """Give the steps that S-1 kept and broke, as its reliability counts them."""
    suppliers = scorer_of(store).suppliers
    row = suppliers[suppliers["firm_id"] == "S-1"].iloc[0]
    return row["kept"], row["broken"]


def test_both_sides_report_the_same_step_and_neither_replaces_the_other(store):
    tell(BUYER, store, "meeting", rating=4)
    tell(IKM, store, "meeting", rating=2, reason="singkat")
    tell(IKM, store, "meeting", rating=3, reason="singkat", next_step="sample")

    told = [actions.own_reports(who, store, who.firm_id) for who in (BUYER, IKM)]
    assert [[(one["step"], one["rating"], one["next_step"]) for one in side] for side in told] == [
        [("meeting", 4.0, None)],
        [("meeting", 3.0, "sample")],
    ]


def test_what_a_firm_told_it_undoes_and_nobody_of_its_name_does(store):
    namesake = replace(IKM, firm_id="S-2")
    act = tell(IKM, store, "meeting", rating=2)
    again = tell(IKM, store, "meeting", rating=3)

    assert not may(actions.undo_act, namesake, store, again)
    assert not may(actions.undo_act, BUYER, store, again)
    actions.undo_act(IKM, store, again)
    ratings = [one["rating"] for one in actions.own_reports(IKM, store, "S-1")]
    actions.undo_act(IKM, store, act)

    assert (ratings, actions.own_reports(IKM, store, "S-1")) == ([2.0], ())


@pytest.mark.parametrize(
    ("who", "step", "by"),
    [
        (BUYER, "no_show", "supplier"),
        (IKM, "no_show", "buyer"),
        (IKM, "no_answer", "buyer"),
        (BUYER, "stopped", "buyer"),
        (BUYER, "sample", None),
    ],
)
def test_who_failed_follows_from_who_tells_it(store, who, step, by):
    tell(who, store, step, by="organiser")

    (one,) = matching(store, "outcome", need_id="N-1", date=date(2026, 11, 20))
    assert (one.values["by"], one.values["reported_by"]) == (by, SIDE[who.role])


@pytest.mark.parametrize("rating", [0, 6, 2.5])
def test_a_rating_has_one_to_five_stars(store, rating):
    with pytest.raises(DataError, match="from 1 to 5 stars"):
        tell(IKM, store, "meeting", rating=rating)


def test_only_who_meets_can_report(store):
    with pytest.raises(DataError, match="no meeting with this firm is in a released plan"):
        actions.record_outcome(BUYER, store, "N-1", "S-2", {"step": "meeting"})
    assert not may(actions.record_outcome, BUYER, store, "N-2", "S-2", {"step": "meeting"})
    assert not may(actions.record_outcome, IKM, store, "N-2", "S-2", {"step": "meeting"})


def test_nobody_vouches_for_itself(store):
    before = counts(store)

    tell(IKM, store, "purchase_order")
    own = counts(store)
    tell(BUYER, store, "purchase_order")

    assert (before, own, counts(store)) == ((0, 1), (0, 1), (1, 1))


def test_what_a_firm_contests_does_not_count_until_it_is_settled(store):
    (noted,) = actions.noted_of(IKM, store, "S-1")

    actions.contest_step(IKM, store, noted.outcome_id, "kami datang", noted.version)

    assert (noted.step, noted.contested) == ("no_show", "")
    assert counts(store) == (0, 0)
    (contested,) = actions.list_contested(LOCAL_PLANNER, store)
    assert (contested.firm, contested.contested) == ("CV Cor Ceper", "kami datang")


@pytest.mark.parametrize(("stands", "left"), [(True, (0, 1)), (False, (0, 0))])
def test_planner_settles_what_is_contested(store, stands, left):
    (noted,) = actions.noted_of(IKM, store, "S-1")
    actions.contest_step(IKM, store, noted.outcome_id, "kami datang", noted.version)
    (contested,) = actions.list_contested(LOCAL_PLANNER, store)

    actions.settle_contested(LOCAL_PLANNER, store, "O-2", stands, contested.version)

    assert actions.list_contested(LOCAL_PLANNER, store) == ()
    assert counts(store) == left
    assert len(actions.noted_of(IKM, store, "S-1")) == int(stands)


@pytest.mark.parametrize("who", [RIVAL, BUYER, OTHER_BUYER])
def test_nobody_contests_what_was_noted_of_another(store, who):
    assert not may(actions.contest_step, who, store, "O-2", "tidak", 1)


def chosen(store):
    """Give the meetings that a plan chooses, everybody being welcome at any score."""
    scorer = scorer_of(store)
    programme = replace(load_programme(), firms={}, shared=(), buses=())
    weights = scorer.weights.changed(minimum=0.0, floor=0.0)
    found = actions.choose_pairs(LOCAL_PLANNER, scorer, programme, None, weights, store, "E-1")
    return {(one.supplier_id, one.buyer_id, one.need_id) for one in found.selection.chosen}


def test_what_a_side_declined_is_not_planned_unless_it_must_be(store):
    participant = {"event_id": "E-1", "firm_id": "S-3", "role": "ikm"}
    edit(store, LOCAL_PLANNER, [Edit("participant", participant)])
    edit(store, LOCAL_PLANNER, [Edit("override", {"withdrawn": True}, MUST)])
    plans = [chosen(store)]

    actions.answer_candidate(BUYER, store, "E-1", "S-3", "N-1", "decline", "later")
    plans.append(chosen(store))
    must = {"event_id": "E-1", "supplier_id": "S-3", "buyer_id": "B-1", "kind": "must_meet"}
    edit(store, LOCAL_PLANNER, [Edit("override", must | {"reason": "x"})])
    plans.append(chosen(store))

    assert [("S-3", "B-1", "N-1") in plan for plan in plans] == [True, False, True]


def worth(store):
    """Give what the chosen meetings are worth together when a plan chooses."""
    scorer = scorer_of(store)
    weights = scorer.weights.changed(minimum=0.0, floor=0.0)
    programme = replace(load_programme(), firms={}, shared=(), buses=())
    found = actions.choose_pairs(LOCAL_PLANNER, scorer, programme, None, weights, store, "E-1")
    return {(c.supplier_id, c.need_id): c.score for c in found.selection.chosen}


def test_wish_of_either_side_counts_in_the_plan_and_undone_it_counts_no_more(store):
    plain = worth(store)
    acts = [
        actions.wish_for_need(RIVAL, store, "E-1", "S-2", "N-1", True),
        actions.answer_candidate(BUYER, store, "E-1", "S-2", "N-1", "wish"),
    ]
    wished = worth(store)
    for who, act in zip((RIVAL, BUYER), acts, strict=True):
        actions.undo_act(who, store, act)

    ((pair, score),) = plain.items()
    assert pair == ("S-2", "N-1")
    assert wished == {pair: pytest.approx(score + 20)}
    assert worth(store) == plain
    assert [one.need_id for one in actions.see_wishes(LOCAL_PLANNER, store, "E-1")] == ["N-2"]


def test_never_again_is_kept_at_every_event_and_the_ikm_reads_a_courteous_no(store):
    edit(store, LOCAL_PLANNER, [Edit("event", {"event_id": "E-2", "name": "Temu lagi"})])
    third = Person("Tia", "buyer", firm_id="B-3")
    actions.answer_candidate(third, store, "E-1", "S-1", "N-3", "never_again", "distance")

    actions.wish_for_need(IKM, store, "E-2", "S-1", "N-3", True)

    said = actions.own_wishes(third, store, "B-3", "E-2")
    assert {key: one.answer for key, one in said.items()} == {("N-3", "S-1"): "never_again"}
    read = actions.courteous_answers(IKM, store, "S-1", "E-2")
    assert {need: reason for need, (_, reason) in read.items()} == {"N-3": "another reason"}


def test_ikm_reads_a_courteous_no_only_to_its_own_wish(store):
    third = Person("Tia", "buyer", firm_id="B-3")
    actions.answer_candidate(third, store, "E-1", "S-1", "N-3", "never", "distance")
    unasked = actions.courteous_answers(IKM, store, "S-1", "E-1")

    actions.wish_for_need(IKM, store, "E-1", "S-1", "N-3", True)
    asked = actions.courteous_answers(IKM, store, "S-1", "E-1")

    assert unasked == {}
    assert {need: reason for need, (_, reason) in asked.items()} == {
        "N-3": "the place is too far away"
    }


@pytest.mark.parametrize("reason", [None, "", "jelek"])
def test_a_no_needs_a_reason_from_the_list(store, reason):
    with pytest.raises(DataError, match="a no needs a reason"):
        actions.answer_candidate(BUYER, store, "E-1", "S-1", "N-1", "decline", reason)


def test_agenda_is_that_of_the_released_plan(store):
    (agenda,) = actions.own_agendas(IKM, store, "S-1")

    rows = [row for day in agenda.page["days"] for row in day["rows"]]
    assert [(row["partners"], row["needs"]) for row in rows] == [
        (["PT Kereta Satu"], ["rem block cast iron"])
    ]
    name, paper = actions.own_paper(IKM, store, "S-1", agenda.plan_id, "pdf")
    assert (name, paper[:5]) == ("agenda-S-1.pdf", b"%PDF-")
    _, calendar = actions.own_paper(IKM, store, "S-1", agenda.plan_id, "calendar")
    assert calendar.count(b"BEGIN:VEVENT") == 1


def test_a_plan_that_is_not_released_gives_no_paper(store):
    with pytest.raises(NotFoundError, match="is released yet"):
        actions.own_paper(IKM, store, "S-1", 2, "pdf")


def test_person_who_did_not_agree_is_named_without_a_number(store):
    visit = {"event_id": "E-1", "firm_id": "B-1", "name": "Bu Tuti", "phone": "0811-123"}
    actions.record_attendee(BUYER, store, visit)
    contacts = [actions.partner_contacts(IKM, store, "S-1")]

    actions.consent_for_attendee(BUYER, store, visit, "share", True)
    contacts.append(actions.partner_contacts(IKM, store, "S-1"))

    assert [[(one.name, one.phone) for one in some if one.name] for some in contacts] == [
        [("Bu Tuti", "")],
        [("Bu Tuti", "0811-123")],
    ]


def test_what_a_firm_says_of_itself_is_never_verified(store):
    said = {"markets": "ekspor", "certainty": "verified", "verified_by": "Dinas", "source": "Dinas"}

    actions.edit_records(IKM, store, [Edit("firm", said, "S-1")])

    facts = actions.see_facts(LOCAL_PLANNER, store, "firm", "S-1")
    (fact,) = [one for one in facts if one.field == "markets"]
    assert (fact.certainty, fact.source, fact.verified_by) == ("claimed", "Ika", None)


def test_personal_data_are_for_the_person_and_for_planners(store):
    assert may(actions.export_person, IKM, store, "Ika@example.org")
    assert not may(actions.export_person, IKM, store, "budi@example.org")
    assert may(actions.export_person, LOCAL_PLANNER, store, "budi@example.org")
    with pytest.raises(DeniedError):
        actions.erase(IKM, store, "ika@example.org")


def test_drawing_is_told_to_who_meets_once_it_is_released(store):
    def drawn(who):
        facts = actions.facts_of_need(who, scorer_of(store), "N-1", "en", None, store)
        return dict(facts).get("Drawing")

    before = drawn(IKM)
    actions.edit_records(BUYER, store, [Edit("need", {"released": "drawing"}, "N-1")])

    assert (before, drawn(IKM), drawn(RIVAL)) == (None, "GBR-71717", None)
    assert get(store, "need", "N-1").values["released"] == "drawing"
