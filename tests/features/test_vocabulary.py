"""Integrity of data/vocabulary: no orphan, no cycle, no undeclared double meaning."""

from collections import defaultdict

import pytest

from features.language import stems
from features.vocabulary import KINDS, vocabulary


@pytest.mark.parametrize("kind", KINDS)
def test_every_parent_exists_and_no_node_is_its_own_ancestor(kind):
    ids = {node.id for node in vocabulary().nodes(kind)}

    for node in vocabulary().nodes(kind):
        assert node.parent == "" or node.parent in ids
        assert len(vocabulary().lineage(kind, node.id)) == len(
            set(vocabulary().lineage(kind, node.id))
        )


@pytest.mark.parametrize("kind", KINDS)
def test_every_node_has_an_indonesian_and_an_english_name(kind):
    assert [node.id for node in vocabulary().nodes(kind) if not all(node.names[:2])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_phrase_names_two_nodes_unless_declared_ambiguous(kind):
    owners = defaultdict(set)
    for node in vocabulary().nodes(kind):
        for name in node.names:
            owners[stems(name)].add(node.id)
    declared = {stems(text) for of_kind, text in vocabulary().ambiguous if of_kind == kind}

    double = {" ".join(p): sorted(n) for p, n in owners.items() if len(n) > 1}

    assert {p: n for p, n in double.items() if stems(p) not in declared} == {}


def test_no_name_is_only_stop_words():
    blank = [
        n.id for kind in KINDS for n in vocabulary().nodes(kind) for x in n.names if not stems(x)
    ]

    assert blank == []


def test_implied_nodes_exist():
    for kind in KINDS:
        for node in vocabulary().nodes(kind):
            for of_kind, implied in node.implies.items():
                for each in implied:
                    assert vocabulary().node(of_kind, each)


def test_ambiguous_phrases_name_existing_nodes():
    for (kind, _), nodes in vocabulary().ambiguous.items():
        assert len(nodes) > 1
        for node in nodes:
            assert vocabulary().node(kind, node)


def test_size_covers_the_trades():
    sizes = {kind: len(vocabulary().nodes(kind)) for kind in KINDS}

    assert sizes["component"] >= 80 and sizes["process"] >= 30 and sizes["material"] >= 20


def test_rarity_of_a_root_is_the_share_of_its_tree():
    rarity = vocabulary().rarity("process")
    roots = [node.id for node in vocabulary().nodes("process") if not node.parent]

    assert sum(rarity[root] for root in roots) == pytest.approx(1)
