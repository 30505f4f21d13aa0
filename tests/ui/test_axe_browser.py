"""Every page in every role's browser, looked at by axe: no barrier of ours for anybody."""

from datetime import datetime

import oidc_provider_mock
import pytest
from axe_playwright_python.sync_playwright import Axe
from oidc_provider_mock import User
from playwright.sync_api import sync_playwright

from matcher import actions
from matcher.agenda import About
from matcher.people import LOCAL_PLANNER, Person
from matcher.planner.plan import Placed, Plan, Quality
from matcher.planner.problem import Meeting, Participant, Problem, Slot, Table
from matcher.store import Edit, edit, open_store
from matcher.store.persons import save_person
from matcher.ui.pages import PAGES

from .served import CHROMIUM, FLAGS, free_port, secrets, served, settled, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

PEOPLE = {
    "planner": Person("Ani", "planner"),
    "ikm": Person("Ika", "ikm", firm_id="S-1"),
    "buyer": Person("Budi", "buyer", firm_id="B-1"),
    "desk": Person("Dewi", "desk"),
    "coach": Person("Citra", "coach", region="Kab. Klaten"),
    "viewer": Person("Vina", "viewer"),
}
EMAILS = {role: f"{role}@example.org" for role in PEOPLE}
CLAIMS = [User(sub=one, claims={"email": one, "email_verified": True}) for one in EMAILS.values()]
MOST = 12  # of what opens on a page
WHERE = [(role, one.file) for role in PEOPLE for one in PAGES if role in one.titles]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
IRON = {"processes": "cor pasir", "materials": "besi cor"}
RECORDS = [
    Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "place": "Madiun"}),
    Edit("firm", {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}),
    Edit("firm", {"firm_id": "S-2", "name": "PT Las Tegal", "kind": "ikm", "place": "Kota Tegal"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block", **IRON}),
    Edit("capability", {"capability_id": "C-1", "firm_id": "S-1", "product": "rem block", **IRON}),
    Edit("capability", {"capability_id": "C-2", "firm_id": "S-2", "product": "knalpot"}),
    Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
    Edit("participant", {"event_id": "E-1", "firm_id": "S-1", "role": "ikm"}),
    Edit("participant", {"event_id": "E-1", "firm_id": "B-1", "role": "buyer"}),
    Edit(
        "outcome",
        {"outcome_id": "O-1", "need_id": "N-1", "supplier_id": "S-1"}
        | {"step": "no_show", "by": "supplier", "reported_by": "buyer"},
    ),
]


def plan_of_today(store):
    starts = datetime.now().replace(hour=9, minute=0, second=0, microsecond=0)
    problem = Problem(
        participants=(
            Participant("S-1", "CV Cor Ceper", "supplier"),
            Participant("B-1", "PT Kereta", "buyer"),
        ),
        slots=(Slot("s1", starts, starts.replace(minute=20)),),
        tables=(Table("A1"),),
        meetings=(Meeting("m1", "S-1", "B-1", "N-1"),),
    )
    plan = Plan((Placed("m1", "s1", "A1"),), (), Quality(0, 0, 0, 0, 0), "proved", 0)
    about = About("Temu Usaha", starts, needs={"N-1": "rem block"})
    plan_id = actions.keep_plan(LOCAL_PLANNER, store, problem, plan, about, "E-1")
    actions.release_plan(LOCAL_PLANNER, store, plan_id)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("axe"), free_port()
    store = open_store(folder / "linkmatch.db")
    edit(store, LOCAL_PLANNER, RECORDS)
    plan_of_today(store)
    for role, person in PEOPLE.items():
        save_person(store, LOCAL_PLANNER, EMAILS[role], person)
    store.close()
    with oidc_provider_mock.run_server_in_thread(user_claims=CLAIMS) as provider:
        settings = secrets(port, f"http://localhost:{provider.server_port}")
        with served(folder / "app", folder / "linkmatch.db", port, settings) as address:
            yield address


@pytest.fixture(scope="module")
def tabs(url):
    """A browser in which each role has signed in once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield {role: sign_in(browser, url, email) for role, email in EMAILS.items()}
        browser.close()


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
