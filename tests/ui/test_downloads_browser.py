"""Whatever a page offers to take away is there when somebody of any role clicks."""

import pytest
from playwright.sync_api import TimeoutError

from .everybody import WHERE, everybody, signed_in
from .served import CHROMIUM, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

PLACES = [*WHERE, ("planner", "data?section=backup"), ("coach", "data?section=backup")]
OFFERED = {
    ("planner", "data?section=backup"): 2,
    ("planner", "report"): 2,
    ("planner", "candidates"): 2,
    ("ikm", "own_agenda"): 2,
}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with everybody(tmp_path_factory.mktemp("downloads")) as address:
        yield address


@pytest.fixture(scope="module")
def tabs(url):
    with signed_in(url) as pages:
        yield pages


def taken(page, button):
    """Click, and once more when the page was drawn anew meanwhile and its file was replaced."""
    try:
        with page.expect_download(timeout=15_000) as download:
            button.click()
    except TimeoutError:
        settled(page)
        with page.expect_download(timeout=60_000) as download:
            button.click()
    return download.value


@pytest.mark.parametrize(("role", "file"), PLACES)
def test_what_is_offered_to_take_away_is_there(url, tabs, role, file, tmp_path):
    page = tabs[role]
    page.goto(f"{url}/{file}")
    page.locator("h1").first.wait_for(timeout=60_000)
    settled(page)
    buttons = page.locator("[data-testid=stDownloadButton] button:visible")

    sizes = []
    for i in range(buttons.count()):
        taken(page, buttons.nth(i)).save_as(tmp_path / str(i))
        sizes.append((tmp_path / str(i)).stat().st_size)
        settled(page)

    assert all(sizes)
    assert len(sizes) >= OFFERED.get((role, file), 0)
