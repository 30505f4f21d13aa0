"""Bad input on the pages of IKM, buyers, desks, offices and viewers: one sentence, nothing lost."""

import pytest

from matcher.people import LOCAL_PLANNER
from matcher.store import Edit, edit, facts, find, table
from matcher.ui import login

from .test_bad_input import INVENTED, NAMES, named
from .test_controls_of_roles import PEOPLE, WHERE

LINKED = ("need", "ikm", "of", "event", "data", "language", "page", "section")


@pytest.fixture
def open_as(monkeypatch, open_page):
    """Open a page as somebody who has signed in."""

    def open_(role, file, **linked):
        monkeypatch.setattr(login, "who_signed_in", lambda _: PEOPLE[role])
        return open_page(file, **linked)

    return open_


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_any_name_is_only_a_name_on_every_page_of_every_role(stored, open_as, name):
    named(stored, name)
    for role, file in WHERE:
        at = open_as(role, file)

        assert (role, file, [one.value for one in at.error]) == (role, file, [])
        html = " ".join(one.proto.body for one in at.get("html"))
        assert (role, file, "<script" in html, "<img src=x" in html) == (role, file, False, False)
        assert [one for one in at.markdown if one.allow_html] == []


@pytest.mark.slow
@pytest.mark.parametrize("linked", INVENTED.values(), ids=list(INVENTED))
def test_invented_parameters_end_in_the_page_or_in_one_sentence(stored, open_as, linked):
    firms = table(stored, "firm")
    for role, file in WHERE:
        at = open_as(role, file, **dict.fromkeys(LINKED, linked))

        assert (role, file, len(at.error) <= 1, len(at.title)) == (role, file, True, 1)
    assert table(stored, "firm").equals(firms)


@pytest.mark.parametrize(("role", "file"), [("ikm", "profile"), ("buyer", "own_needs")])
def test_tab_of_before_an_upgrade_is_asked_to_load_again(open_as, role, file):
    at = open_as(role, file)
    at.session_state["linkmatch_version"] = "0.1.0"

    at.run()

    assert not at.exception
    (said,) = [one.value.replace("\\", "") for one in at.error]
    assert said.endswith("load the page again, what was saved is kept")


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_an_ikm_may_be_called_anything_and_reads_it_back(stored, open_as, name):
    at = open_as("ikm", "profile")

    field = next(one for one in at.text_input if one.label == "Firm name")
    field.set_value(name)
    next(one for one in at.button if one.label == "Save").click().run()

    assert not at.exception
    assert [one.value for one in at.error] == []
    said = [one for one in facts(stored, "firm", "S-1") if one.field == "name"]
    assert [one.value for one in said if one.who == "Ika"] == [name]


def test_text_longer_than_its_field_is_kept_as_it_was(stored, open_as):
    told = "cor pasir " * 90
    edit(stored, LOCAL_PLANNER, [Edit("need", {"description": told.strip()}, "N-1")])
    at = open_as("buyer", "own_needs", need="N-1")

    next(one for one in at.button if one.label == "Save").click().run()

    assert not at.exception
    assert find(stored, "need", ["N-1"])[0].values["description"] == told.strip()
