"""The page Data, through Streamlit's AppTest, on a store of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from matcher import actions
from matcher.access import LOCAL_PLANNER, Person
from matcher.importing import Source
from matcher.store import Edit, begin, edit, get, open_store, table
from matcher.store.jobs import enqueue
from matcher.store.processes import process_name
from matcher.store.tables import BATCH
from matcher.store.workers import sign_on, take
from matcher.ui import login

ROOT = Path(__file__).parents[2]
FIRMS = """DAFTAR IKM BINAAN
No,Nama Perusahaan,Kab/Kota,No. Telp/HP,Jenis Produk,Tenaga Kerja,Warna Pagar
1,UD Contoh Cor Satu,Kab. Klaten,0812-0000-0011,blok rem,12,biru
2,,Kab. Tegal,0812-0000-0012,flensa,5,hijau
3,CV Contoh Bubut Dua,Kab. Tegal,0812-0000-0013,flensa,"1,200",<b>merah</b>
"""
SPELT = """Nama Perusahaan,Kab/Kota,No. Telp/HP,Jenis Produk
PT Mira Fix Manufactur,Kab. Bekasi,0812-0000-0021,braket
"""


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The store of the app."""
    where = tmp_path / "linkmatch.db"
    monkeypatch.setenv("LINKMATCH_DB", str(where))
    monkeypatch.delenv("LINKMATCH_DATA", raising=False)
    st.cache_resource.clear()
    opened = open_store(where)
    yield opened
    opened.close()


@pytest.fixture
def app(store):  # noqa: ARG001
    """The page in English, beside the data that comes with linkmatch."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.session_state["language"], at.session_state["data"] = "en", "demo_event"
    return at.switch_page("matcher/ui/data.py").run()


def upload(at, *files):
    """Put files, given by name and text, into the upload field."""
    given = [(name, text.encode(), "text/csv") for name, text in files]
    return at.file_uploader[0].set_value(given).run()


def staged(at, text=FIRMS, sender="Dinas Klaten", name="ikm.csv"):
    """Upload a list and look at what it changes."""
    upload(at, (name, text))
    if not at.text_input:  # others have sent something before
        at.selectbox(key="data_sender_known_en").select("").run()
    at.text_input(key="data_sender").set_value(sender).run()
    return at.button(key="data_stage").click().run()


def published(at, **told):
    staged(at, **told)
    return at.button(key="data_publish").click().run()


def go_to(at, section):
    return at.segmented_control(key="data_section_en").set_value(section).run()


def html(at):
    return " ".join(element.proto.body for element in at.get("html"))


def words(at):
    return " ".join(one.value for one in at.markdown).replace("\\", "")


def act(store):
    return actions.list_acts(LOCAL_PLANNER, store)[0]


def test_columns_to_check_stand_open_with_their_cells_and_the_reason(app):
    at = upload(app, ("ikm.csv", FIRMS))

    assert not at.exception
    assert "Columns to check: 1" in words(at)
    assert any("biru · hijau" in caption.value for caption in at.caption)
    assert any("title rows" in expander.label for expander in at.expander)


def test_nothing_is_read_before_somebody_says_who_sent_it(app, store):
    at = upload(app, ("ikm.csv", FIRMS))

    at.button(key="data_stage").click().run()

    assert [error.value.split(";")[0] for error in at.error] == ["who sent the file is not said"]
    assert actions.list_acts(LOCAL_PLANNER, store) == []


def test_preview_counts_every_row_and_changes_nothing(app, store):
    at = staged(app)

    for n, name in ((2, "new"), (0, "changed"), (0, "unchanged"), (1, "set aside to mend")):
        assert f"<b>{n}</b><span>{name}</span>" in html(at)
    assert "of 3 rows read" in html(at)
    assert len(table(store, "firm")) == 0


def test_saving_takes_the_rows_in_and_undo_takes_them_out(app, store):
    at = published(app)
    assert table(store, "firm")["name"].tolist() == ["UD Contoh Cor Satu", "CV Contoh Bubut Dua"]

    at.button(key="data_undo_last").click().run()

    assert not at.exception
    assert len(table(store, "firm")) == 0


def test_corrected_column_and_custom_column_are_kept_as_chosen(app, store):
    at = upload(app, ("ikm.csv", FIRMS))
    at.text_input(key="data_sender").set_value("Dinas Klaten").run()
    number = at.session_state["data_draft"].number

    at.selectbox(key=f"map_{number}_0_6_wide_en").select("firm.industry").run()
    at.button(key="data_stage").click().run()
    at.button(key="data_publish").click().run()

    assert table(store, "firm")["industry"].tolist() == ["biru", "<b>merah</b>"]


def test_two_columns_read_as_one_field_are_refused(app):
    at = upload(app, ("ikm.csv", FIRMS))
    number = at.session_state["data_draft"].number

    at.selectbox(key=f"map_{number}_0_6_wide_en").select("firm.place").run()

    assert at.error[0].value.startswith("two columns are read as 'Regency'")
    assert at.button(key="data_stage").disabled


def test_another_kind_of_line_is_proposed_anew(app):
    at = upload(app, ("ikm.csv", FIRMS))
    number = at.session_state["data_draft"].number

    at.selectbox(key=f"map_kind_{number}_0_en_wide").select("firm").run()

    assert at.selectbox(key=f"map_{number}_0_4_firm_en").value == "."
    assert at.selectbox(key=f"map_{number}_0_1_firm_en").value == "firm.name"


def test_owners_personal_data_is_left_out_until_asked_for(app):
    text = "Nama Perusahaan,NIK,Kab/Kota\nUD Contoh Satu,3310010101800001,Kab. Klaten\n"

    at = upload(app, ("ikm.csv", text))

    assert at.info[0].value.replace("\\", "") == "Personal data is left out: NIK"
    assert "3310010101800001" not in words(at) + " ".join(one.value for one in at.caption)


def test_dropped_import_leaves_nothing_and_the_mapping_is_still_there(app, store):
    at = staged(app)

    at.button(key="data_drop").click().run()

    assert act(store).state == "discarded"
    assert at.button(key="data_stage")


def test_staged_import_waits_in_a_new_session(app, store):
    staged(app)
    again = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    again.session_state["language"], again.session_state["data"] = "en", "demo_event"
    at = again.switch_page("matcher/ui/data.py").run()

    at.button(key=f"data_resume_{act(store).batch_id}").click().run()
    at.button(key="data_publish").click().run()

    assert act(store).state == "live"


def test_import_that_another_tab_dropped_is_told_in_one_line(app, store):
    at = staged(app)
    actions.drop_import(LOCAL_PLANNER, store, act(store).batch_id)

    at.button(key="data_publish").click().run()

    assert not at.exception
    assert len(at.error) == 1 and "was stopped" in at.error[0].value


def test_value_that_is_trusted_more_stays_and_the_preview_says_so(app, store):
    published(app)
    firm_id = actions.search_firms(LOCAL_PLANNER, store, "cor satu")[0][0]
    edit(store, LOCAL_PLANNER, [Edit("firm", {"workers": 15}, firm_id)])

    at = staged(app, sender="Asosiasi")

    found = at.dataframe[0].value.set_index("Field").loc["Workers"]
    assert found[["Before", "The file says", "After"]].tolist() == ["15", "12", "15"]
    assert found["Remark"].startswith("stays: ")


def test_preview_says_when_the_data_changed_since_the_file_was_read(app, store):
    at = staged(app)
    assert not at.warning or "has changed" not in at.warning[-1].value
    values = {"firm_id": "X-1", "name": "PT Lain", "kind": "ikm"}
    edit(store, LOCAL_PLANNER, [Edit("firm", values)])

    at.run()

    assert at.warning[-1].value.startswith("The data has changed since this was read")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ikm.xlsx", b"MZ\x90\x00" + bytes(600), "is no spreadsheet but EXE"),
        ("kosong.csv", b"", "is empty"),
    ],
)
def test_file_that_is_no_list_is_refused_in_one_line(app, name, content, told):
    at = app.file_uploader[0].set_value([(name, content, "x/y")]).run()

    assert not at.exception
    assert len(at.error) == 1 and told in at.error[0].value


def test_name_of_300_letters_goes_through(app, store):
    long = "UD " + "Panjang" * 43

    published(app, text=f"Nama Perusahaan,Jenis Produk\n{long},rem\n")

    assert table(store, "firm")["name"].tolist() == [long]


def test_row_set_aside_is_mended_in_place(app, store):
    at = go_to(published(app), "mend")
    problem = actions.see_questions(LOCAL_PLANNER, store, None, "set aside")[0].problem_id
    at.session_state[f"mend_{problem}"] = True
    at.run()

    at.text_input(key=f"mend_{problem}_1").set_value("Kab. Tegal Baru")
    at.button(key=f"FormSubmitter:mend_form_{problem}-Save this row").click().run()
    assert "is blank" in at.error[0].value
    assert at.text_input(key=f"mend_{problem}_1").value == "Kab. Tegal Baru"
    at.text_input(key=f"mend_{problem}_0").set_value("UD Contoh Tiga")
    at.button(key=f"FormSubmitter:mend_form_{problem}-Save this row").click().run()

    assert not at.exception
    assert sorted(table(store, "firm")["name"]) == [
        "CV Contoh Bubut Dua",
        "UD Contoh Cor Satu",
        "UD Contoh Tiga",
    ]


def open_cell(at, store):
    """Go to the open cells; give the one question and its record."""
    go_to(at, "mend")
    return actions.see_cell_questions(LOCAL_PLANNER, store)[0]


def test_open_cell_is_answered_in_place_as_a_file_would_say_it(app, store):
    at = published(app)
    one = open_cell(at, store)
    key = one.row.problem_id

    at.text_input(key=f"answer_{key}").set_value("1.200 orang")
    at.button(key=f"FormSubmitter:answer_form_{key}-Save").click().run()

    assert get(store, "firm", one.firm_id).values["workers"] == 1200
    assert actions.see_cell_questions(LOCAL_PLANNER, store) == []


SEVERAL = """No,Nama Perusahaan,Jenis Produk,Kapasitas Produksi
1,UD Contoh Cor Satu,tromol; cakram,700 pcs/bulan
"""


def test_cell_of_several_products_is_answered_for_those_that_are_chosen(app, store):
    at = published(app, text=SEVERAL)
    one = open_cell(at, store)
    key, save = one.row.problem_id, f"FormSubmitter:answer_form_{one.row.problem_id}-Save"

    at.text_input(key=f"answer_{key}").set_value("700")
    at.button(key=save).click().run()
    assert "for which products" in at.error[0].value
    at.multiselect(key=f"answer_of_{key}").select(one.choices[0].record_id)
    at.button(key=save).click().run()

    assert not at.exception
    found = table(store, "capability").set_index("product")["capacity_per_month"]
    assert (found["tromol"], found.isna()["cakram"]) == (700, True)


def test_answer_to_a_record_changed_meanwhile_shows_both_and_is_not_lost(app, store):
    at = published(app)
    one = open_cell(at, store)
    key, save = one.row.problem_id, f"FormSubmitter:answer_form_{one.row.problem_id}-Save"
    budi = Person("Budi", "planner")
    edit(store, budi, [Edit("firm", {"phone": "+62812"}, one.firm_id, one.record.version)])

    at.text_input(key=f"answer_{key}").set_value("1200")
    at.button(key=save).click().run()
    assert "was changed by Budi" in at.error[0].value.replace("\\", "")
    assert at.dataframe[0].value["Field"].tolist() == ["Workers", "Phone"]
    at.button(key=save).click().run()

    values = get(store, "firm", one.firm_id).values
    assert (values["workers"], values["phone"]) == (1200, "+62812")


def test_two_spellings_stand_side_by_side_and_become_one_firm(app, store):
    published(app, text=SPELT)
    values = {"firm_id": "X-1", "name": "PT Mirafix Manufaktur", "kind": "ikm"}
    edit(store, LOCAL_PLANNER, [Edit("firm", values)])
    at = go_to(app, "duplicates")
    first, second = sorted(["X-1", *set(table(store, "firm")["firm_id"]) - {"X-1"}])
    assert "PT Mira Fix Manufactur" in html(at) and "PT Mirafix Manufaktur" in html(at)

    at.button(key=f"pair_left_{first}_{second}").click().run()

    assert get(store, "firm", second).values["merged_into"] == first
    at.button(key="data_undo_last").click().run()
    assert get(store, "firm", second).values["merged_into"] is None


def test_phone_written_otherwise_is_not_marked_as_another(app, store):
    name, phones = "PT Mira Fix Manufactur", ("0812-3456-7891", "+62 812 3456 7891")
    firms = [
        Edit("firm", {"firm_id": f"X-{n}", "name": name, "kind": "ikm", "phone": phone})
        for n, phone in enumerate(phones)
    ]
    edit(store, LOCAL_PLANNER, firms)

    at = go_to(app, "duplicates")

    assert "<th scope='row'>Phone</th><td>0812-3456-7891</td>" in html(at)
    assert "- same phone" in [line for one in at.markdown for line in one.value.splitlines()]


def test_firms_said_to_be_different_do_not_come_up_again(app, store):
    for firm_id, name in (("X-1", "PT Mira Fix Manufactur"), ("X-2", "PT Mirafix Manufaktur")):
        values = {"firm_id": firm_id, "name": name, "kind": "ikm"}
        edit(store, LOCAL_PLANNER, [Edit("firm", values)])
    at = go_to(app, "duplicates")

    at.button(key="pair_different_X-1_X-2").click().run()

    assert "No two firms look like one." in words(at)


def test_acts_are_listed_and_one_is_undone_and_brought_back(app, store):
    at = go_to(published(app), "history")
    batch_id = act(store).batch_id
    assert "import of a file: ikm.csv" in words(at)

    at.button(key=f"undo_{batch_id}").click().run()
    assert len(table(store, "firm")) == 0
    at.button(key="data_undo_last").click().run()

    assert len(table(store, "firm")) == 2


def test_acts_say_what_kind_of_record_they_changed(app, store):
    buyer = {"firm_id": "B-1", "name": "PT Kereta", "kind": "large"}
    need = {"need_id": "N-1", "firm_id": "B-1", "component": "rem block"}
    edit(store, LOCAL_PLANNER, [Edit("firm", buyer), Edit("need", need)])

    at = go_to(app, "history")

    assert "change of data: firm, need" in words(at)


def test_story_of_a_firm_names_who_said_what_the_one_that_counts_first(app, store):
    at = published(app)
    firm_id = actions.search_firms(LOCAL_PLANNER, store, "cor satu")[0][0]
    edit(store, Person("Budi", "planner"), [Edit("firm", {"place": "Kab. Sleman"}, firm_id)])
    go_to(at, "history")

    at.text_input(key="story_text").set_value("cor satu").run()

    facts = at.dataframe[1].value
    places = facts[facts["Field"] == "Regency"]
    assert places["Value"].tolist() == ["Kab. Sleman", "Kab. Klaten"]
    assert places["Counts"].tolist() == ["yes", ""]
    assert places["Entered by"].tolist() == ["Budi", "you, on this computer"]


def test_who_signs_in_reads_what_was_done_before_there_was_a_login(app, store, monkeypatch):
    at = published(app)
    firm_id = actions.search_firms(LOCAL_PLANNER, store, "cor satu")[0][0]
    ani = Person("Ani", "planner")
    edit(store, ani, [Edit("firm", {"place": "Kab. Sleman"}, firm_id)])
    monkeypatch.setattr(login, "who_signed_in", lambda _: ani)
    go_to(at, "history")

    at.text_input(key="story_text").set_value("cor satu").run()

    facts = at.dataframe[1].value
    places = facts[facts["Field"] == "Regency"]
    assert places["Entered by"].tolist() == ["Ani", "a planner, without a login"]


def test_firms_are_listed_narrowed_and_paged_through(app, store):
    firms = [(f"F-{i:02}", f"CV Urut {i:02}", "Kab. Tegal") for i in range(60)]
    for firm_id, name, place in (*firms, ("S-1", "UD Lain", "Kab. Klaten")):
        values = {"firm_id": firm_id, "name": name, "kind": "ikm", "place": place}
        edit(store, LOCAL_PLANNER, [Edit("firm", values)])
    at = go_to(app, "history")

    assert at.dataframe[0].value["Firm id"].tolist() == [f"F-{i:02}" for i in range(50)]
    at.button(key="story_later").click().run()
    assert at.dataframe[0].value["Firm id"].tolist() == [
        *(f"F-{i}" for i in range(50, 60)),
        "S-1",
    ]
    at.selectbox(key="story_place_en").select("Kab. Klaten").run()
    assert at.dataframe[0].value["Firm id"].tolist() == ["S-1"]
    at.text_input(key="story_text").set_value("urut").run()

    assert "No firm is like this; take a part of its name, or another place or kind." in words(at)


def test_firms_are_narrowed_to_a_kind(app, store):
    for firm_id, kind in (("F-1", "ikm"), ("F-2", "large")):
        edit(store, LOCAL_PLANNER, [Edit("firm", {"firm_id": firm_id, "name": "A", "kind": kind})])
    at = go_to(app, "history")

    at.selectbox(key="story_kind_en").select_index(3).run()

    assert at.dataframe[0].value["Firm id"].tolist() == ["F-2"]


def test_html_in_a_cell_is_only_text(app, store):
    name = "UD <img src=x> Satu"
    published(app, text=f"Nama Perusahaan,Kab/Kota\n{name},Kab. Klaten\n")
    edit(store, LOCAL_PLANNER, [Edit("firm", {"firm_id": "X", "name": name, "kind": "ikm"})])

    at = go_to(app, "duplicates")

    assert not at.exception
    assert "<img" not in html(at)


def test_other_pages_show_the_planners_records_or_what_they_lack(app):
    needs = "Pembeli,Nama Komponen,Volume per Bulan (pcs)\nPT Pembeli Satu,blok rem,5000\n"
    published(app)
    app.switch_page("matcher/ui/overview.py").run()

    assert [one.value for one in app.info] == [
        "Your records\\: 2 IKM that say what they make, 0 open needs\\. Import what buyers look "
        "for; then this page shows who fits whom\\."
    ]
    assert [one.proto.label for one in app.get("page_link")] == ["Import a list"]
    assert not app.error

    app.switch_page("matcher/ui/data.py").run()
    published(app, text=needs, name="kebutuhan.csv", sender="PT Pembeli Satu")
    app.switch_page("matcher/ui/overview.py").run()

    assert not app.exception
    assert [one.value for one in app.title] == ["Overview"]
    assert app.session_state["data"] == "store"


def test_table_that_is_no_list_is_left_out_and_the_first_leads_to_its_rows(app):
    upload(app, ("ikm.csv", FIRMS), ("rekap.csv", "Kecamatan,Jumlah\nAdiwerna,3\n"))
    app.text_input(key="data_sender").set_value("Dinas").run()
    app.button(key="data_stage").click().run()
    app.button(key="data_publish").click().run()
    offered = [str(one.key) for one in app.button]
    assert [one for one in offered if one.startswith("data_next")] == ["data_next_mend"]

    app.button(key="data_skip").click().run()

    assert not app.exception
    assert [one.value for one in app.subheader] == ["1. Files"]


def test_source_carries_what_was_asked_in_step_two(app, store):
    at = upload(app, ("ikm.csv", FIRMS))
    at.text_input(key="data_sender").set_value("Dinas Klaten")
    at.selectbox(key="data_certainty_en").select("verified").run()
    at.text_input(key="data_verified_by").set_value("Ibu Sari").run()
    at.button(key="data_stage").click().run()
    at.button(key="data_publish").click().run()

    firm = get(store, "firm", actions.search_firms(LOCAL_PLANNER, store, "cor satu")[0][0])
    expected = Source("Dinas Klaten", "ikm.csv", None, "verified", "Ibu Sari").provenance()
    assert {name: firm.values[name] for name in expected} == expected


def test_every_section_of_an_empty_store_says_what_to_do_next(app):
    for section, told in (
        ("mend", "New ones come with an import."),
        ("duplicates", "Pairs come up here after an import."),
        ("history", "Begin with an import."),
    ):
        at = go_to(app, section)

        assert not at.exception
        assert told in words(at)


GUESTS = "Nama Perusahaan,Hadir\nUD Contoh Cor Satu,ya\n"


def test_event_is_made_where_it_is_asked_for_and_nothing_goes_on_without(app, store):
    published(app)
    upload(app, ("peserta.csv", GUESTS))
    app.selectbox(key="data_sender_known_en").select("Dinas Klaten").run()
    without = app.button(key="data_stage").disabled

    app.text_input(key="event_name").set_value("Temu Bisnis")
    app.button(key="FormSubmitter:event_form-Make the event").click().run()
    app.button(key="data_stage").click().run()
    app.button(key="data_publish").click().run()

    assert (without, app.exception) == (True, [])
    assert table(store, "event")[["event_id", "name"]].to_numpy().tolist() == [
        ["E-1", "Temu Bisnis"]
    ]
    assert table(store, "availability")["event_id"].tolist() == ["E-1"]


def test_row_settled_otherwise_is_left_out_with_a_reason(app, store):
    published(app)
    go_to(app, "mend")
    (row,) = actions.see_questions(LOCAL_PLANNER, store, effect="set aside")
    app.session_state[f"mend_{row.problem_id}"] = True
    app.run()

    app.text_input(key=f"mend_reason_{row.problem_id}").set_value("twice in the list").run()
    app.button(key=f"mend_dismiss_{row.problem_id}").click().run()

    assert (act(store).act, act(store).note) == ("dismiss", "twice in the list")
    assert "No row is set aside" in words(app)


def test_import_whose_process_died_is_dropped_from_the_list_of_acts(app, store):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    batch_id = begin(store, LOCAL_PLANNER, "import", file="ikm.csv")
    with store.write() as connection:
        told = {"settings": {"process": process_name(ended.pid)}}
        connection.execute(update(BATCH).where(BATCH.c.batch_id == batch_id).values(**told))

    go_to(app, "history")
    app.button(key=f"drop_{batch_id}").click().run()

    assert act(store).state == "discarded"


def test_job_of_a_worker_that_died_is_said_to_start_again(app, store):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    enqueue(store, LOCAL_PLANNER, "import", {"source": {"file": "ikm.csv"}}, b"")
    take(store, f"{process_name(ended.pid)}:1", ["import"])
    sign_on(store, "another")  # else a real one is started

    app.run()

    assert "starts again" in app.get("progress")[0].proto.text


@pytest.mark.parametrize(("kept", "places"), [(True, ["Kabupaten Tegal"]), (False, [""])])
def test_place_in_the_title_is_offered_and_can_be_taken_out(app, store, kept, places):
    upload(app, ("ikm.csv", "IKM KAB. TEGAL\nNama IKM,Desa,Produk\nUD Contoh,Harjosari,mur\n"))
    place = app.checkbox(key="map_place_0_0")
    told = "All rows are in Kabupaten Tegal: the title says “IKM KAB. TEGAL”"
    assert place.label.replace("\\", "") == told

    place.set_value(kept).run()
    app.text_input(key="data_sender").set_value("Dinas Tegal").run()
    app.button(key="data_stage").click().run()
    app.button(key="data_publish").click().run()

    assert table(store, "firm")["place"].fillna("").tolist() == places
