import pytest

from features.mentions import mention_reader
from features.vocabulary import vocabulary


def nodes(text, kind):
    return [m.node for m in mention_reader().read(text)[kind] if m.how != "implied"]


@pytest.mark.parametrize("text", ["knalpot", "muffler assy", "KNALPOT motor", "knallpot"])
def test_words_of_two_languages_and_slips_lead_to_one_node(text):
    assert "exhaust-part" in vocabulary().lineage("component", nodes(text, "component")[0])


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("pengecoran", "casting"),
        ("cor logam", "casting"),
        ("pengelasan", "welding"),
        ("bubut", "turning"),
        ("pembubutan", "turning"),
        ("turning", "turning"),
        ("frais", "milling"),
        ("milling", "milling"),
    ],
)
def test_process_by_any_of_its_names(text, node):
    assert nodes(text, "process") == [node]


def test_longest_phrase_wins():
    assert nodes("brake block head", "component") == ["brake-block-head"]


def test_words_of_a_phrase_may_stand_in_any_order():
    assert nodes("block rem", "component") == ["rail-brake-block"]


def test_several_products_in_one_cell_are_all_found():
    assert nodes("bubut, frais; las", "process") == ["turning", "milling", "welding"]


@pytest.mark.parametrize("text", ["", "makanan ringan", "pengadaan kelas", "1234", "<b>x</b>"])
def test_other_trades_name_nothing(text):
    assert nodes(text, "process") == []


def test_a_slip_in_a_short_word_is_not_guessed():
    assert nodes("lax", "process") == []


def implied(text, kind):
    return [m.node for m in mention_reader().read(text)[kind] if m.how == "implied"]


def test_a_part_implies_how_and_of_what_it_is_made():
    assert implied("rem block", "process") == ["sand-casting"]
    assert implied("rem block", "material") == ["grey-cast-iron"]


def test_what_the_phrase_states_rebuts_what_it_would_imply():
    assert implied("rumah pompa", "material") == ["fc200"]
    assert implied("rumah pompa aluminium", "material") == []


def test_a_broad_statement_is_refined_and_not_rebutted():
    assert implied("pengecoran besi cor", "process") == ["sand-casting"]


def test_another_product_does_not_rebut():
    assert implied("rumah pompa; knalpot aluminium", "material") == ["fc200"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("spring steel", "component"), ("tekuk pipa", "material"), ("stamping dies", "process")],
)
def test_part_of_a_longer_phrase_of_another_kind_does_not_count(text, kind):
    assert nodes(text, kind) == []


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("propeler 4 daun dia 600 mm", "ship-propeller"),
        ("baling-baling 4 daun", "ship-propeller"),
        ("propeler kapal kuningan", "ship-propeller"),
        ("propeler shaft", "propeller-shaft-part"),
        ("per daun truk", "leaf-spring"),
        ("perdaun", "leaf-spring"),
    ],
)
def test_a_propeller_of_four_blades_is_no_leaf_spring(text, node):
    assert [mention.node for mention in mention_reader().read(text)["component"]] == [node]
