"""The page Data in a real browser: an ugly workbook in, mended, merged, and out again."""

import pytest
from playwright.sync_api import sync_playwright

from matcher import actions
from matcher.access import LOCAL_PLANNER
from matcher.store import get, open_store, table

from ..matcher.intake.ugly.everything import everything_at_once
from .served import CHROMIUM, FLAGS, free_port, served, settled

SECOND = (
    "Nama Perusahaan,Kab/Kota,No. Telp/HP,Jenis Produk\n"
    "UD Berkah,Kab. Klaten,0812-0000-0099,braket\n"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture
def where(tmp_path):
    return tmp_path / "linkmatch.db"


@pytest.fixture
def url(where, tmp_path):
    """The address of an app on a store of its own."""
    with served(tmp_path / "app", where, free_port()) as address:
        yield address


@pytest.fixture
def page(url):
    """The page Data as a planner in Jakarta opens it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(
            viewport={"width": 1280, "height": 900}, timezone_id="Asia/Jakarta"
        )
        opened.goto(url + "/data")
        opened.get_by_role("heading", name="1. Berkas").wait_for(timeout=60_000)
        yield opened
        browser.close()


@pytest.fixture
def workbook(tmp_path):
    """The ugliest Excel file that the script for ugly files makes."""
    path, _ = everything_at_once(tmp_path)
    return path


def click(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def go_to(page, name):
    page.get_by_test_id("stMain").get_by_role("radio", name=name, exact=True).click()
    settled(page)


def upload(page, path, sender):
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("heading", name="2. Asal berkas").wait_for()
    settled(page)
    known = page.get_by_role("combobox", name="Siapa pengirimnya")  # takes a new name too
    field = known if known.count() else page.get_by_test_id("stTextInput").locator("input")
    field.fill(sender)
    field.press("Enter")
    settled(page)


def choose(page, label, text):
    """Choose an option by its text; the list draws only those in sight."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    page.get_by_test_id("stSelectboxVirtualDropdown").get_by_text(text, exact=True).click()
    settled(page)


def figures(page):
    return [int(one.inner_text()) for one in page.locator(".lm-counts b").all()]


def test_ugly_workbook_is_mapped_saved_mended_merged_and_undone(page, where, workbook, tmp_path):
    upload(page, workbook, "Dinas Klaten")
    assert page.get_by_text("Data pribadi tidak diambil: NIK Pemilik").is_visible()
    assert page.get_by_text("Baris yang tidak diambil").is_visible()
    choose(page, "Garapan dibaca sebagai", "Sektor industri")
    click(page, "Lihat perubahan")
    page.locator(".lm-counts").wait_for()
    assert figures(page) == [3, 1, 0, 1]
    page.reload()  # what was read waits in the store
    page.get_by_role("button", name="Lanjutkan").wait_for()
    click(page, "Lanjutkan")
    assert figures(page) == [3, 1, 0, 1]
    click(page, "Simpan")
    page.get_by_text("Tersimpan: 3 baris baru").wait_for()

    go_to(page, "Perlu diperbaiki")
    page.get_by_text("baris 9: ").click()
    settled(page)
    page.get_by_label("Nama Perusahaan", exact=True).fill("UD Contoh Dua")
    click(page, "Simpan baris ini")
    page.get_by_text("baris 9 sudah diterima").wait_for()

    go_to(page, "Impor")
    second = tmp_path / "asosiasi.csv"
    second.write_text(SECOND, encoding="utf-8")
    upload(page, second, "Asosiasi")
    click(page, "Lihat perubahan")
    click(page, "Simpan")
    page.get_by_text("Tersimpan: 1 baris baru").wait_for()
    go_to(page, "Ganda?")
    pair = page.locator("table.lm-pair")
    assert "UD Berkah Logam" in pair.inner_text()
    assert "UD Berkah" in pair.inner_text()
    click(page, "Satu perusahaan, pertahankan kiri")
    page.get_by_role("button", name="Urungkan").wait_for()

    store = open_store(where)
    firms = table(store, "firm").set_index("name")
    assert sorted(firms.index) == [
        "CV Contoh Roda Empat",
        "UD Berkah",
        "UD Berkah Logam",
        "UD Contoh <b>Tiga</b>",
        "UD Contoh Dua",
    ]
    assert firms.at["UD Contoh Dua", "industry"] == "flensa"
    assert firms["merged_into"].notna().sum() == 1
    gone = firms[firms["merged_into"].notna()]["firm_id"].iloc[0]
    click(page, "Urungkan")
    page.get_by_text("Sudah diurungkan").wait_for()
    assert get(store, "firm", gone).values["merged_into"] is None

    go_to(page, "Riwayat")
    first = actions.list_acts(LOCAL_PLANNER, store)[-1]
    page.locator(f".st-key-undo_{first.batch_id} button").click()
    page.get_by_text("Sudah diurungkan").wait_for()
    assert "CV Contoh Roda Empat" not in set(table(store, "firm")["name"])
    store.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_section_is_wider_than_the_screen(page, workbook, width):
    upload(page, workbook, "Dinas Klaten")
    page.set_viewport_size({"width": width, "height": 900})
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    click(page, "Lihat perubahan")
    assert page.evaluate(wide) <= 0
    click(page, "Simpan")

    for name in ("Perlu diperbaiki", "Ganda?", "Riwayat", "Cadangan dan templat"):
        go_to(page, name)

        assert page.evaluate(wide) <= 0
