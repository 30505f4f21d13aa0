"""Agenda saya, Agenda kami in a real browser: on a phone, and taken along as PDF and calendar."""

import subprocess

import pytest
from icalendar import Calendar
from playwright.sync_api import sync_playwright

from .everybody import EMAILS, everybody
from .served import CHROMIUM, FLAGS, settled, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with everybody(tmp_path_factory.mktemp("agenda")) as address:
        yield address


@pytest.mark.parametrize(("role", "partner"), [("ikm", "PT Kereta"), ("buyer", "CV Cor Ceper")])
def test_each_side_takes_its_agenda_along_on_a_phone(url, role, partner, tmp_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = sign_in(browser, url, EMAILS[role], "/own_agenda", width=390)
        page.set_default_timeout(120_000)
        page.get_by_text("Temu Usaha").first.wait_for()
        settled(page)
        for label, file in (("Agenda (PDF)", "agenda.pdf"), ("Untuk kalender ponsel", "a.ics")):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=label).click()
            waiting.value.save_as(tmp_path / file)
            settled(page)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        browser.close()

    command = ["pdftotext", tmp_path / "agenda.pdf", "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (meeting,) = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert wider <= 0
    assert partner in text and partner in str(meeting["summary"])
