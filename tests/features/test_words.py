import pytest

from features.language import stem, stems, tokens


@pytest.mark.parametrize("word", ["pengelasan", "mengelas", "dilas", "las"])
def test_welding_never_becomes_class(word):
    assert stem(word) == "las"


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pengecoran", "cor"),
        ("pembubutan", "bubut"),
        ("penempaan", "tempa"),
        ("kuningan", "kuningan"),
        ("perunggu", "perunggu"),
        ("bushings", "bushing"),
        ("bodies", "body"),
        ("presses", "press"),
        ("gas", "gas"),
        ("velg", "pelek"),
    ],
)
def test_stem_of_a_trade_word(word, root):
    assert stem(word) == root


@pytest.mark.parametrize("text", ["FC 250", "FC-250", "fc250", "Fc.250"])
def test_a_grade_is_one_thing_in_any_spelling(text):
    assert tokens(text) == ["fc", "250"]


def test_stop_words_say_nothing():
    assert stems("pembuatan komponen dan suku cadang untuk kereta") == stems(
        "komponen suku cadang kereta"
    )
