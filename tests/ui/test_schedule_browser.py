"""The page Jadwal in a real browser: a plan made, changed, mended and taken away as papers."""

import csv
import subprocess
import zipfile

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

from matcher.store import open_store
from matcher.store.plans import plan_versions

from .served import CHROMIUM, FLAGS, free_port, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
PAPERS = {
    "workbook": "Buku kerja panitia",
    "agendas": "Agenda setiap peserta (PDF)",
    "wall": "Jadwal dinding (PDF, A3)",
    "calendars": "Kalender semua peserta (zip)",
    "pairs": "Daftar pasangan (CSV)",
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return tmp_path_factory.mktemp("schedule") / "linkmatch.db"


@pytest.fixture(scope="module")
def page(db):
    """The page of a planner who works alone, with the made-up event."""
    with (
        served(db.parent, db, free_port()) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(
            viewport={"width": 1280, "height": 900}, timezone_id="Asia/Jakarta"
        )
        opened.set_default_timeout(120_000)
        opened.goto(url + "/schedule?data=demo_event")
        press(opened, "Susun jadwal")
        opened.get_by_text("Klik sebuah pertemuan").wait_for()
        yield opened
        browser.close()


def press(page, label):
    page.get_by_role("button", name=label, exact=True).click()


def notes(db):
    """What each version after the first says of itself, the latest first."""
    store = open_store(db)
    found = [one.note for one in plan_versions(store)]
    store.close()
    return found


def click_a_meeting(page, label):
    """Click cells of the picture until one can do what the button says, and do it."""
    cells = page.locator("[data-testid=stVegaLiteChart] svg .mark-rect path")
    cells.first.scroll_into_view_if_needed()
    for n in range(1, 40):
        cells.nth(n).click(force=True)
        button = page.get_by_role("button", name=label, exact=True)
        button.wait_for()
        page.wait_for_timeout(2000)
        if button.is_enabled():
            return button.click()
    raise AssertionError(label)


def wait_for_version(page, db, n):
    """Wait until so many versions are kept, and the page shows the latest."""
    for _ in range(120):
        if len(notes(db)) >= n:
            return page.wait_for_timeout(2000)
        page.wait_for_timeout(500)
    raise AssertionError(f"{len(notes(db))} versions")


def test_a_meeting_is_locked_moved_and_taken_out_and_a_no_show_is_mended(page, db):
    for n, label in enumerate(("Kunci", "Pindahkan ke sana", "Keluarkan"), 2):
        click_a_meeting(page, label)
        wait_for_version(page, db, n)
    press(page, "Catat")
    press(page, "Perbaiki jadwal")
    press(page, "Simpan sebagai versi berikutnya")
    wait_for_version(page, db, 5)

    told = [(note or "").rsplit(" ", 1)[-1] for note in reversed(notes(db))]
    assert told == ["", "dikunci", "dipindahkan", "dikeluarkan", "hadir"]


@pytest.fixture(scope="module")
def papers(page, tmp_path_factory):
    """Every paper, downloaded by a click."""
    folder, found = tmp_path_factory.mktemp("papers"), {}
    for name, label in PAPERS.items():
        with page.expect_download() as waiting:
            press(page, label)
        found[name] = folder / waiting.value.suggested_filename
        waiting.value.save_as(found[name])
    return found


def test_the_workbook_opens_and_holds_every_meeting(papers):
    book = load_workbook(papers["workbook"], read_only=True)
    pairs = list(csv.DictReader(papers["pairs"].open(encoding="utf-8-sig")))

    longest = max(sheet.max_row for sheet in book)
    assert longest > len([one for one in pairs if one["slot_id"]]) > 300


@pytest.mark.parametrize("name", ["agendas", "wall"])
def test_papers_to_print_open_as_pdf(papers, name, tmp_path):
    subprocess.run(
        ["pdftoppm", "-png", "-r", "40", "-l", "1", papers[name], tmp_path / "page"], check=True
    )

    assert [one.stat().st_size > 2_000 for one in tmp_path.glob("page*.png")] == [True]


def test_every_calendar_opens(papers):
    with zipfile.ZipFile(papers["calendars"]) as pack:
        calendars = [Calendar.from_ical(pack.read(one)) for one in pack.namelist()]

    assert len(calendars) > 100
    assert all(one.walk("VEVENT") for one in calendars)
