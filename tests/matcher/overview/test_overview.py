"""The overview on a folder whose scores are plain: the process alone decides.

With the weight of one criterion only, a firm that states the asked process scores 1 with all
known, one that states another scores little, and one that states nothing is not known enough.
"""

from dataclasses import replace

import pytest

from matcher import Scorer, Weights, load, shortlist
from matcher.overview.coverage import (
    EMPTY,
    MUST_HAVE,
    ONE_SIDED,
    TO_COMPLETE,
    TRADE,
    VAGUE,
    Unmatched,
)
from matcher.overview.steps import next_steps
from matcher.overview.summary import (
    COVERED,
    LEVELS,
    NONE,
    ONE_ONLY,
    firm_reason,
    nearest,
    need_reason,
    overview,
)
from matcher.pairs import THIN

FIRMS = """firm_id,name,kind
S-1,CV Las Satu,ikm
S-2,CV Las Dua,ikm
S-3,UD Bubut,ikm
B-1,PT Pembeli,large
"""
CAPABILITIES = """capability_id,firm_id,product,processes,capacity_per_month
C-1,S-1,,las,500
C-2,S-2,,las,500
C-3,S-3,,bubut,500
"""
NEEDS = """need_id,firm_id,component,processes
N-1,B-1,aaa,las
N-2,B-1,bbb,bubut
N-3,B-1,ccc,anyaman kawat
N-4,,ddd,
"""
PROCESS_ONLY = Weights({"process": 1.0, "payment": 1.0}, rho=0.0, floor=0.0, minimum=0.8)


@pytest.fixture
def world(tmp_path):
    """Write the folder with some tables changed, and read it."""

    def make(**tables):
        texts = {"firms": FIRMS, "capabilities": CAPABILITIES, "needs": NEEDS} | tables
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return Scorer(load(tmp_path))

    return make


def by_level(found):
    return {level: [need.need_id for need in found.needs_with(level)] for level in LEVELS}


def need_of(found, need_id):
    return next(need for need in found.coverage.needs if need.need_id == need_id)


def firm_of(found, supplier_id):
    return next(firm for firm in found.coverage.unmatched if firm.supplier_id == supplier_id)


def steps_of(found):
    return [(step.kind, step.n) for step in found.steps]


def test_what_is_loaded_is_counted(world):
    found = overview(world(firms=FIRMS + "S-9,Sentra Cor,sentra\n"), PROCESS_ONLY)

    assert (found.n_suppliers, found.n_sentra, found.n_capabilities) == (4, 1, 3)
    assert (found.n_buyers, found.n_needs, found.n_problems) == (1, 4, 0)


def test_needs_stand_by_how_many_ikm_fit(world):
    found = overview(world(), PROCESS_ONLY)

    assert by_level(found) == {COVERED: ["N-1"], ONE_ONLY: ["N-2"], NONE: ["N-3", "N-4"]}
    assert need_of(found, "N-1").fitting == ("S-1", "S-2")
    assert found.coverage.unmatched == ()


@pytest.mark.parametrize("data", ["demo_event", "link_and_match"])
def test_fitting_ikm_are_those_of_the_shortlist(data):
    scorer = Scorer(load(data))
    weights = scorer.weights

    for need in overview(scorer).coverage.needs[::8]:
        listed = shortlist(scorer, need.need_id)
        wanted = [
            (-round(one.score, 9), one.supplier_id)
            for one in listed.ready + listed.to_ask
            if one.score >= weights.minimum and one.band != THIN and not one.below_floor
        ]
        assert list(need.fitting) == [supplier_id for _, supplier_id in sorted(wanted)]


def test_need_that_nobody_serves_has_nobody_in_its_trade(world):
    found = overview(world(), PROCESS_ONLY)

    need = need_of(found, "N-3")

    assert (need.reason, need.n_if_answered) == (TRADE, 0)
    assert need_reason(need, "id") == "belum diketahui ada IKM di bidang ini"


def test_need_that_says_nothing_is_for_the_buyer_to_complete(world):
    found = overview(world(), PROCESS_ONLY)

    assert need_of(found, "N-4").reason == EMPTY
    assert found.coverage.ask_buyers == ("process",)


HALF = Weights(
    {"process": 1.0, "material": 1.0, "payment": 1.0}, rho=0.0, floor=0.0, minimum=0.3, enough=0.6
)
BOTH = "need_id,firm_id,component,processes,materials\nN-1,B-1,aaa,las,baja\n"


def test_need_that_says_half_says_too_little_whatever_the_ikm_answer(world):
    need = need_of(overview(world(), HALF), "N-1")

    assert (need.reason, need.n_if_answered) == (VAGUE, 0)


def test_ikm_that_said_too_little_could_fit_if_it_answered(world):
    """S-1 and S-2 weld and do not say what: half is known, and half of the score is theirs."""
    found = overview(world(needs=BOTH), HALF)

    need = need_of(found, "N-1")

    assert (need.reason, need.n_if_answered) == (TO_COMPLETE, 2)
    assert need_reason(need, "en") == "IKM that could fit have too little data (2)"
    assert firm_of(found, "S-1").reason == VAGUE
    assert found.coverage.ask_firms == ("material",)


def test_ikm_that_said_it_in_two_places_could_fit_if_it_answered(world):
    capabilities = (
        "capability_id,firm_id,product,processes,materials\nC-1,S-1,,las,\nC-2,S-1,,,baja\n"
    )
    found = overview(world(needs=BOTH, capabilities=capabilities), HALF)

    firm = firm_of(found, "S-1")

    assert (firm.reason, firm.n_if_answered) == (TO_COMPLETE, 1)
    assert firm_reason(firm, "id") == "mungkin cocok dengan 1 kebutuhan kalau datanya lengkap"


MUSTS = "need_id,kind,value\nN-1,volume_per_month,3000\n"


def test_must_have_that_all_fail_is_named_on_both_sides(world):
    found = overview(world(requirements=MUSTS), PROCESS_ONLY)

    need, firm = need_of(found, "N-1"), firm_of(found, "S-1")

    assert (need.reason, need.n_one_missing) == (MUST_HAVE, 3)
    assert need.obstacle == firm.obstacle == ("volume_per_month", "3000")
    assert nearest(need, "id") == "3 IKM, terutama volume (buah per bulan) 3000"
    assert firm_reason(firm, "en") == "must-have not met: volume (parts a month) 3000"


def test_commonest_obstacle_counts_those_that_fail_one_must_have_only(world):
    """S-3 fails both and does not count; S-1 and S-2 weld but make too few."""
    found = overview(world(requirements=MUSTS + "N-1,process,las\n"), PROCESS_ONLY)

    need = need_of(found, "N-1")

    assert (need.n_one_missing, need.obstacle) == (2, ("volume_per_month", "3000"))


def test_pairs_below_the_floor_are_one_sided(world):
    """Nobody says when it pays, so the supplier's side is worth one half everywhere."""
    found = overview(world(), PROCESS_ONLY.changed(floor=0.6))

    assert need_of(found, "N-1").reason == ONE_SIDED
    assert firm_of(found, "S-1").reason == ONE_SIDED


def test_ikm_of_which_nothing_is_known_has_an_almost_empty_profile(world):
    found = overview(world(firms=FIRMS + "S-4,UD Kosong,ikm\n"), PROCESS_ONLY)

    assert [(firm.supplier_id, firm.reason) for firm in found.coverage.unmatched] == [
        ("S-4", EMPTY)
    ]
    assert firm_reason(found.coverage.unmatched[0], "id") == "profil hampir kosong"


def test_ikm_without_a_need_in_its_trade_says_so(world):
    needs = "need_id,firm_id,component,processes\nN-1,B-1,aaa,las\n"
    found = overview(world(needs=needs), PROCESS_ONLY)

    assert [(firm.supplier_id, firm.reason) for firm in found.coverage.unmatched] == [
        ("S-3", TRADE)
    ]


def test_higher_minimum_leaves_more_needs_without_a_candidate(world):
    """A bender of wire is no welder; with a minimum of 0 everybody fits who is known."""
    scorer = world()

    assert by_level(overview(scorer, PROCESS_ONLY.changed(minimum=0.0)))[NONE] == ["N-4"]
    assert by_level(overview(scorer, PROCESS_ONLY))[NONE] == ["N-3", "N-4"]


def test_steps_count_the_needs_and_firms_they_are_about(world):
    found = overview(world(firms=FIRMS + "S-4,UD Kosong,ikm\n"), PROCESS_ONLY)

    assert steps_of(found) == [
        ("ask_buyers", 1),
        ("search", 1),
        ("spare", 1),
        ("complete", 1),
        ("meet", 1),
    ]
    assert [step.text("id") for step in found.steps[1:3]] == [
        "1 kebutuhan tanpa calon di bidangnya: cari IKM lain. Proses: anyam kawat.",
        "1 kebutuhan hanya punya satu calon: cari calon lain.",
    ]


def test_every_need_without_a_candidate_stands_in_one_step():
    for data in ("demo_event", "link_and_match", "demo_event_regional"):
        found = overview(Scorer(load(data)))
        about = {"ask_firms", "ask_buyers", "relax", "balance", "search"}

        counted = sum(step.n for step in found.steps if step.kind in about)

        assert counted == len(found.needs_with(NONE))


def test_thin_data_are_completed_before_anything_else(world):
    firms = FIRMS + "".join(f"S-{i},UD {i},ikm\n" for i in range(4, 9))

    found = overview(world(firms=firms), PROCESS_ONLY)

    assert found.too_thin
    assert steps_of(found)[:2] == [("ask_buyers", 1), ("complete", 5)]
    assert not overview(world(), PROCESS_ONLY).too_thin


def test_news_say_too_little_to_judge_and_the_example_event_does_not():
    assert overview(Scorer(load("link_and_match"))).too_thin
    assert not overview(Scorer(load("demo_event"))).too_thin


def test_must_have_is_not_the_reason_where_one_side_gains_too_little_anyway(world):
    """To relax the number would help nobody: without a day of payment each IKM is worth half."""
    found = overview(world(requirements=MUSTS), PROCESS_ONLY.changed(floor=0.6))

    assert need_of(found, "N-1").reason == ONE_SIDED
    assert firm_of(found, "S-1").obstacle is None


def test_the_buyer_itself_does_not_count_among_those_that_miss_one_must_have(world):
    """S-1 asks and would make too few too."""
    needs = "need_id,firm_id,component,processes\nN-1,S-1,aaa,las\n"

    need = need_of(overview(world(needs=needs, requirements=MUSTS), PROCESS_ONLY), "N-1")

    assert (need.n_one_missing, need.obstacle) == (2, ("volume_per_month", "3000"))


def test_ikm_are_asked_for_what_some_need_wants_to_know(world):
    """No IKM names a material and no need asks for one."""
    found = overview(world(firms=FIRMS + "S-4,UD Kosong,ikm\n"), HALF)

    assert found.coverage.ask_firms == ("process",)


def test_whom_the_organisers_decided_against_is_not_sent_to_coaching(world):
    scorer = world()
    out = [("never_meet", ""), ("certificate", "iso_9001"), ("never_meet", "")]
    stopped = tuple(Unmatched(f"S-{i}", MUST_HAVE, 0, one) for i, one in enumerate(out, 1))
    covered = replace(overview(scorer, PROCESS_ONLY).coverage, unmatched=stopped)

    steps = {step.kind: step.n for step in next_steps(scorer, covered, 0, False)}

    assert steps["coach"] == 1


def test_every_ikm_without_a_need_stands_in_one_step(world):
    """S-1 could fit if it answered, S-2 and S-3 said nothing; or one side gains too little."""
    capabilities = (
        "capability_id,firm_id,product,processes,materials\nC-1,S-1,,las,\nC-2,S-1,,,baja\n"
    )

    thin = overview(world(needs=BOTH, capabilities=capabilities), HALF)
    one_sided = overview(world(capabilities=CAPABILITIES), PROCESS_ONLY.changed(floor=0.6))

    assert dict(steps_of(thin))["complete"] == 3
    assert dict(steps_of(one_sided))["invite"] == 3
