"""Files that are none, and far too much of one, given to the page Data in a real browser."""

import zipfile

import pytest
from playwright.sync_api import sync_playwright

from matcher.store import open_store, table

from .served import CHROMIUM, FLAGS, free_port, served, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    return tmp_path_factory.mktemp("bad") / "linkmatch.db"


@pytest.fixture(scope="module")
def url(where):
    with served(where.parent / "app", where, free_port()) as address:
        yield address


@pytest.fixture
def page(url):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(url + "/data")
        opened.get_by_role("heading", name="1. Berkas").wait_for(timeout=60_000)
        settled(opened)
        yield opened
        browser.close()


def program(path):
    path.write_bytes(b"MZ\x90\x00" + bytes(5000))


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(bytes(2**20))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (program, "ikm.xlsx bukan lembar kerja melainkan EXE"),
        (bomb, "ikm.xlsx terlalu besar setelah dibuka; hapus baris dan kolom kosong"),
    ],
)
def test_file_that_is_no_list_is_refused_in_one_sentence(page, tmp_path, make, sentence):
    make(tmp_path / "ikm.xlsx")

    page.locator("input[type=file]").set_input_files(tmp_path / "ikm.xlsx")

    page.get_by_text(sentence).wait_for(timeout=60_000)
    assert (page.get_by_test_id("stAlert").count(), page.get_by_test_id("stException").count()) == (
        1,
        0,
    )


def test_file_of_300_megabytes_never_leaves_the_browser(page, tmp_path):
    with (tmp_path / "ikm.xlsx").open("wb") as file:
        file.truncate(300 * 2**20)

    page.locator("input[type=file]").set_input_files(tmp_path / "ikm.xlsx")

    page.locator("[data-testid=stFileChip][aria-invalid=true]").wait_for(timeout=60_000)
    said = page.get_by_test_id("stFileUploader").evaluate(
        "e => getComputedStyle(e, '::after').content"
    )
    assert said.startswith('"Berkas ini tidak diterima: lebih besar dari 50 MB')


def test_5000_pasted_lines_are_saved(page, where):
    lines = [f"UD Tempel {n}\tKab. Klaten\tblok rem" for n in range(5000)]
    text = "\n".join(["Nama Perusahaan\tKab/Kota\tJenis Produk", *lines])
    page.get_by_text("Atau tempel barisnya").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("textarea").click()
    page.locator("textarea").press("Control+V")
    page.get_by_role("button", name="Baca baris ini").click()
    page.get_by_text("baris: 5.000").wait_for(timeout=60_000)
    page.get_by_label("Siapa pengirimnya").fill("Dinas")
    page.get_by_label("Siapa pengirimnya").press("Tab")
    settled(page)

    page.get_by_role("button", name="Lihat perubahan").click()
    page.get_by_role("heading", name="4. Yang akan berubah").wait_for(timeout=180_000)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan: 5.000 baris baru").wait_for(timeout=120_000)

    store = open_store(where)
    n_firms = len(table(store, "firm"))
    store.close()
    assert n_firms == 5000
