"""What the page Data offers once an import is saved, through Streamlit's AppTest."""

import pytest

LINES = "Nama Perusahaan\tKab/Kota\tJenis Produk\nUD Baru\tKab. Klaten\tpegas\n\tKab. Tegal\tlas"


@pytest.fixture
def saved(open_page):
    at = open_page("data")
    at.text_area[0].set_value(LINES)
    at = at.button(key="data_read_pasted").click().run()
    at.text_input(key="data_sender").set_value("Dinas").run()
    at = at.button(key="data_stage").click().run()
    return at.button(key="data_publish").click().run()


def test_saved_import_leads_to_the_rows_to_mend(saved):
    assert saved.button(key="data_next_mend").label == "Mend 1 rows and cells"

    at = saved.button(key="data_next_mend").click().run()

    assert not at.exception
    assert [one.value for one in at.subheader] == ["Rows set aside", "Open cells"]
    assert [one.key for one in at.button if str(one.key).startswith("data_next")] == []


def test_what_comes_next_goes_once_the_import_is_undone(saved):
    at = saved.button(key="data_undo_last").click().run()

    assert [one.key for one in at.button if str(one.key).startswith("data_next")] == []
