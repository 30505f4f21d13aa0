"""The app in a real browser: what a planner sees at 1280 and at 390 pixels."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from matcher import Scorer, load
from matcher.explain import explain

from .served import CHROMIUM, FLAGS, free_port, settled, wait_for

ROOT = Path(__file__).parents[2]

LINES = explain(Scorer(load()), "N-001", "S-CEPER").lines("id")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def url():
    """The address of an app that was started as people start it."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("linkmatch")), "app", "--no-browser"]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + "/_stcore/health")
        yield address
        server.terminate()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def open_page(browser, url, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(url + "/candidates")
    page.get_by_role("heading", name="Mengapa pasangan ini").wait_for(timeout=30_000)
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_page_fits_its_width_and_shows_the_reason(browser, url, width, tmp_path):
    page = open_page(browser, url, width)
    page.locator("table.lm-shares tr").first.wait_for()

    page.screenshot(path=tmp_path / f"candidates-{width}.png", full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    assert page.get_by_text(re.compile(r"Skor \d+ dari 100")).is_visible()
    assert page.locator("table.lm-shares tr").count() == len(LINES)
    assert overflow <= 0
    assert (tmp_path / f"candidates-{width}.png").stat().st_size > 20_000


def test_no_chrome_of_streamlit_is_left(browser, url):
    page = open_page(browser, url, 1280)

    assert page.get_by_text("Deploy").count() == 0
    assert page.get_by_text("Made with Streamlit").count() == 0
    assert page.get_by_test_id("stMainMenu").count() == 0


def test_language_switch_and_download(browser, url, tmp_path):
    page = open_page(browser, url, 1280)

    page.get_by_text("English").click()
    page.get_by_role("heading", name="Candidate partners").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    file = tmp_path / "list.xlsx"
    download.value.save_as(file)

    assert download.value.suggested_filename == "linkmatch-N-001.xlsx"
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("button", "begins"), [("PDF", b"%PDF"), ("Excel", b"PK")])
def test_report_is_taken_away(browser, url, tmp_path, button, begins):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url + "/report?data=demo_event")
    page.get_by_role("button", name=f"Unduh {button}").wait_for(timeout=60_000)
    settled(page)

    with page.expect_download() as download:
        page.get_by_role("button", name=f"Unduh {button}").click()
    download.value.save_as(tmp_path / "report")

    assert (tmp_path / "report").read_bytes().startswith(begins)


def test_app_opens_on_a_computer_that_never_had_it(tmp_path):
    port, linkmatch = free_port(), str(Path(sys.executable).with_name("linkmatch"))
    fresh = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "BROWSER": "true", "PATH": ""}

    with subprocess.Popen(
        [linkmatch, "app", "--port", str(port)],
        env=os.environ | fresh,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", 60)  # asked for an e-mail, and ended
        server.terminate()


def test_link_survives_a_reload(browser, url):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    chosen = "[...document.querySelectorAll('input')].some(i => i.value.endsWith('N-003'))"
    page.goto(url + "/candidates?of=N-003")
    page.wait_for_function(chosen)

    page.reload()

    page.wait_for_function(chosen)
    assert "of=N-003" in page.url


def test_a_row_of_the_overview_opens_its_candidates_in_the_same_session(browser, url):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url + "/?data=demo_event")
    page.get_by_role("heading", name="Ringkasan").wait_for(timeout=30_000)
    page.get_by_text("English").click()
    page.get_by_role("heading", name="Next steps").wait_for()
    page.wait_for_timeout(1000)  # the tables are drawn anew, in the other language
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()

    page.mouse.click(box["x"] + 18, box["y"] + 52)  # the tick of the first row

    page.get_by_role("heading", name="Candidate partners").wait_for(timeout=30_000)
    assert "of=N-" in page.url
    assert page.get_by_text("Synthetic data").count() == 1


def test_a_cell_of_the_map_explains_its_pair(browser, url):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url + "/pairs?data=demo_event")
    canvas = page.locator("[data-testid=stVegaLiteChart] canvas").first
    canvas.wait_for(timeout=30_000)
    assert page.locator("table.lm-shares").count() == 0

    canvas.click(position={"x": 300, "y": 300})

    page.locator("table.lm-shares").wait_for(timeout=30_000)


def test_no_hint_of_streamlit_stands_in_a_page_of_ours(browser, url):
    page = browser.new_page()
    page.goto(url + "/people")
    page.get_by_label("Alamat surel").first.press_sequentially("a@b")
    typed = page.get_by_text("3/200").is_visible()
    told = [page.get_by_text("Press Enter").nth(n).is_visible() for n in range(3)]

    page.goto(url + "/data")
    page.get_by_test_id("stFileUploaderDropzone").wait_for(timeout=60_000)
    upload = page.get_by_test_id("stFileUploaderDropzoneInstructions").first.is_visible()

    assert (typed, told, upload) == (True, [False] * 3, False)
