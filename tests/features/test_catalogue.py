"""The catalogue: every text that people see has an Indonesian entry, with the same braces."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from features.errors import SettingsError
from features.language import decimal, percent, translator

ROOT = Path(__file__).parents[2]
KEYWORDS = {"say": None, "mark": None}


def in_code():
    found = {message for _, message, *_ in extract_from_file("python", ROOT / "app.py", KEYWORDS)}
    for folder in ("features", "matcher"):
        for _, _, message, *_ in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(message)
        for file in (ROOT / folder).rglob(
            "*.py"
        ):  # a message to what say() gives, which babel misses
            found.update(re.findall(r'say\(\)\(\s*"([^"]+)"', file.read_text(encoding="utf-8")))
    return found


def in_catalogue():
    with (ROOT / "data/messages/id.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id}


def test_catalogue_holds_exactly_the_messages_of_the_code():
    assert set(in_catalogue()) == in_code()


def test_text_is_given_to_a_translator_by_its_name():
    """`session.say()("...")` would be missed by the extraction above."""
    files = [file for name in ("features", "matcher") for file in (ROOT / name).rglob("*.py")]

    assert [
        (file.name, found)
        for file in files
        for found in re.findall(r"""say\(\)\(\s*f?["'].*""", file.read_text(encoding="utf-8"))
    ] == []


def test_no_entry_is_untranslated():
    assert [message for message, text in in_catalogue().items() if not text] == []


def test_translation_keeps_the_braces():
    for message, text in in_catalogue().items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", message)), message


def test_english_is_the_message_itself():
    assert translator("en")("Buyer") == "Buyer"
    assert translator("id")("Buyer") == "Pembeli"


def test_numbers_stand_in_the_notation_of_the_reader():
    assert (decimal(6.25, "id"), decimal(6.25, "en")) == ("6,2", "6.2")
    assert (percent(0.684, "id"), percent(0.684, "en")) == ("68%", "68%")


def test_another_language_is_refused_in_one_line():
    with pytest.raises(SettingsError, match="'fr' is not a language of linkmatch"):
        translator("fr")
