"""The page of candidates asks the index of a store where there is one, and says when it is old."""

from matcher import actions
from matcher.people import LOCAL_PLANNER as WHO
from matcher.ranking_all.work import Work
from matcher.store import Edit, edit
from matcher.store.opening import index_folder
from matcher.ui import session

OTHER = "Another linkmatch made the index, so all firms are read; run: linkmatch index"
STALE = "The records have changed since they were indexed; run: linkmatch index"


def shown(at):
    """What the lists and the explanation of a pair say, in their order."""
    tables = [table.value.round(6).to_dict("list") for table in at.dataframe]
    return tables, [element.value for element in at.markdown]


def test_need_is_answered_from_the_index_as_from_all_records(open_page, stored):
    without = shown(open_page("candidates", of="N-1"))
    actions.index_registry(WHO, stored, lambda *_: None)

    at = open_page("candidates", of="N-1")

    assert shown(at) == without
    assert [one.value for one in at.warning] == []
    assert "kind" not in at.session_state


def test_nothing_is_compared_with_all_where_there_is_an_index(open_page, stored, monkeypatch):
    actions.index_registry(WHO, stored, lambda *_: None)
    monkeypatch.setattr(session, "scorer", None)  # calling it would be an error
    monkeypatch.setattr(session, "dataset", None)

    at = open_page("candidates", of="N-1")
    at.selectbox(key="record_need").select("N-2").run()

    assert not at.exception
    assert len(at.dataframe) > 0


def test_page_says_that_the_index_is_older_than_the_records(open_page, stored):
    actions.index_registry(WHO, stored, lambda *_: None)
    edit(stored, WHO, [Edit("firm", {"name": "CV Lain"}, "S-1")])

    at = open_page("candidates", of="N-1")

    assert [one.value for one in at.warning] == [STALE]
    assert "CV Lain" in at.dataframe[0].value["supplier"].tolist()


def test_page_says_that_another_linkmatch_made_the_index(open_page, stored):
    actions.index_registry(WHO, stored, lambda *_: None)
    Work(index_folder(stored)).write("stamp", b"1 of-another-code")

    at = open_page("candidates", of="N-1")

    assert [one.value for one in at.warning] == [OTHER]
    assert len(at.dataframe) > 0
