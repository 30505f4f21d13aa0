import pytest

from matcher import Scorer, load, load_weights
from matcher.explain import explain, question, summary


@pytest.fixture
def scorer(folder):
    return Scorer(load(folder))


def test_shares_of_an_explanation_sum_to_its_score(scorer):
    found = explain(scorer, "N-1", "S-1")

    assert sum(share.amount for share in found.shares) == pytest.approx(found.candidate.score)


def test_sentences_in_both_languages(scorer):
    found = explain(scorer, "N-1", "S-1")

    indonesian, english = found.sentences("id"), found.sentences("en")

    assert len(indonesian) == len(english)
    assert "Syarat wajib bahan cast iron: terpenuhi (tertulis: cast iron)." in indonesian
    most = f"{100 * load_weights().in_score('component'):.1f}"
    assert f"Component: {most} of {most} points; rail brake block." in english


def test_points_of_all_lines_sum_to_the_score(scorer):
    """By hand: the weights of all lines sum to 100, whatever is known."""
    for supplier_id in ("S-1", "S-2", "S-3"):
        found = explain(scorer, "N-1", supplier_id)
        lines = found.lines("en")

        assert sum(line.points for line in lines) == pytest.approx(100 * found.candidate.score)
        assert sum(line.most for line in lines) == pytest.approx(100)


def test_what_is_presumed_says_from_what(scorer):
    lines = explain(scorer, "N-2", "S-2").sentences("en")

    assert any("presumed from exhaust" in line or "presumed from muffler" in line for line in lines)


def test_unknown_and_silent_are_told_apart(scorer):
    unknown = explain(scorer, "N-1", "S-3").lines("en")
    silent = explain(scorer, "N-3", "S-1").lines("en")

    assert [line.basis for line in unknown if "component" in line.reason] == ["unknown"]
    assert [line.basis for line in silent if "component" in line.reason] == ["silent"]


def test_distance_says_the_place_and_the_way(scorer):
    lines = explain(scorer, "N-1", "S-1").sentences("id")

    assert any(line.startswith("Jarak:") and "Ceper, berjarak sekitar" in line for line in lines)


def test_unknown_requirement_becomes_a_question(scorer):
    verdicts = explain(scorer, "N-1", "S-3").candidate.verdicts

    assert [question(verdict, "en") for verdict in verdicts] == [
        "Do you work cast iron?",
        "Can you make 3,000 parts a month?",
    ]


def test_must_have_that_is_only_presumed_says_from_what(folder):
    """S-1 makes brake blocks, which are usually cast; of S-3 nothing is known."""
    (folder / "requirements.csv").write_text(
        "need_id,kind,value\nN-1,process,casting\n", encoding="utf-8"
    )
    (folder / "capabilities.csv").write_text(
        "capability_id,firm_id,product\nC-1,S-1,rem block\n", encoding="utf-8"
    )
    scorer = Scorer(load(folder))

    said = [explain(scorer, "N-1", firm).must_haves("en") for firm in ("S-1", "S-3")]

    assert said == [
        ["Must-have process casting: presumed from rem block, ask first."],
        ["Must-have process casting: not known yet, ask first."],
    ]


def test_summary_says_how_sure_it_is(scorer):
    text = summary(explain(scorer, "N-1", "S-1").candidate, "en")

    assert text.startswith("Score ") and "of the weight rests on stated facts" in text
