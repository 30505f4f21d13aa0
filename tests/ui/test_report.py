"""The page Laporan, through Streamlit's AppTest."""


def labels(at):
    return [one.proto.label for one in at.get("download_button")]


def test_page_offers_pdf_and_workbook(open_page):
    at = open_page("report")

    assert labels(at) == ["Download PDF (one page)", "Download Excel (all pairs)"]
    assert at.text_input(key="report_title_None").value == "Link & Match: what came of it"
    assert at.info == []


def test_event_gives_its_name_and_the_page_is_shown_when_asked(open_page):
    at = open_page("report")

    at.selectbox(key="event_chosen").select("E-1").run()
    at.toggle(key="report_look").set_value(True).run()

    assert not at.exception
    assert at.text_input(key="report_title_E-1").value == "Temu Tegal"
    assert [one.label for one in at.toggle] == ["Show the page (1 pairs)"]
    assert len(at.get("image")) == 1


def test_event_without_a_pair_says_how_to_fill_the_report(open_page, stored):
    from matcher.people import LOCAL_PLANNER
    from matcher.store.events import create_event

    create_event(stored, LOCAL_PLANNER, {"event_id": "E-2", "name": "Kosong"})
    at = open_page("report", event="E-2")

    assert [one.value.split(";")[0] for one in at.info] == [
        "No pair of this event has met or is to meet"
    ]
