"""Every page in every role's browser, looked at by axe: no barrier of ours for anybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .everybody import WHERE, everybody, signed_in
from .served import CHROMIUM, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

MOST = 12  # of what opens on a page
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with everybody(tmp_path_factory.mktemp("axe")) as address:
        yield address


@pytest.fixture(scope="module")
def tabs(url):
    with signed_in(url) as pages:
        yield pages


# Streamlit's own, which a page cannot change: the groups of its menu stand in a list as divs
OF_STREAMLIT = {("list", "stSidebarNavItems"), ("listitem", "stSidebarNav")}


def barriers(page):
    """Give what axe finds: the rule, the element and the part of the page that it stands in."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (one["id"], node["html"][:200])
        for one in found
        for node in one["nodes"]
        if not is_of_streamlit(page, one["id"], node["target"][-1])
    ]


def is_of_streamlit(page, rule, selector):
    within = "([at, id]) => !!document.querySelector(at)?.closest(`[data-testid=${id}]`)"
    return any(
        page.evaluate(within, [selector, part]) for known, part in OF_STREAMLIT if known == rule
    )


@pytest.mark.parametrize(("role", "file"), WHERE)
def test_axe_finds_no_barrier_of_ours(url, tabs, role, file):
    page = tabs[role]
    page.goto(f"{url}/{file}")
    page.locator("h1").first.wait_for(timeout=60_000)
    page.get_by_test_id("stStatusWidget").wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(1_000)

    assert barriers(page) == []


@pytest.mark.parametrize(("role", "file"), WHERE)
def test_axe_finds_no_barrier_behind_what_opens(url, tabs, role, file):
    page = tabs[role]
    page.goto(f"{url}/{file}")
    page.locator("h1").first.wait_for(timeout=60_000)
    settled(page)
    main = page.get_by_test_id("stMain")
    closed = main.locator("details:not([open]) > summary:visible")
    for _ in range(MOST):
        if closed.count():
            closed.first.click(timeout=10_000)
            settled(page)
    found = barriers(page)
    for tab in main.get_by_role("tab").all()[1:]:
        tab.click(timeout=10_000)
        settled(page)
        found += barriers(page)

    for popover in main.get_by_test_id("stPopoverButton").all()[:3]:
        popover.click(timeout=10_000)
        settled(page)
        found += barriers(page)
        page.keyboard.press("Escape")

    assert found == []
