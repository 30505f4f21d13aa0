"""The login, against a provider that speaks OpenID Connect, in a real browser."""

import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from playwright.sync_api import sync_playwright

from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit, open_store
from matcher.store.persons import save_person

from .served import CHROMIUM, FLAGS, free_port, secrets, served, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

PEOPLE = {
    "ani@example.org": Person("Ani", "planner"),
    "ika@example.org": Person("Ika", "ikm", firm_id="S-1"),
    "budi@example.org": Person("Budi", "buyer", firm_id="B-1"),
    "gone@example.org": Person("Gita", "viewer"),
}
CLAIMS = [
    *(User(sub=email, claims={"email": email, "email_verified": True}) for email in PEOPLE),
    User(sub="stranger@example.org", claims={"email": "stranger@example.org"}),
    User(sub="forged", claims={"email": "ani@example.org", "email_verified": False}),
    User(sub="silent", claims={}),
]
RECORDS = [
    Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "place": "Madiun"}),
    Edit("firm", {"firm_id": "B-2", "name": "PT Motor", "kind": "large", "place": "Bekasi"}),
    Edit("firm", {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}),
    Edit("firm", {"firm_id": "S-2", "name": "PT Las Tegal", "kind": "ikm", "place": "Kota Tegal"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block cast iron"}),
    Edit("need", {"need_id": "N-2", "firm_id": "B-2", "component": "knalpot"}),
    Edit("capability", {"capability_id": "C-1", "firm_id": "S-1", "product": "rem block"}),
    Edit("capability", {"capability_id": "C-2", "firm_id": "S-2", "product": "knalpot"}),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    where = tmp_path_factory.mktemp("login") / "linkmatch.db"
    store = open_store(where)
    edit(store, LOCAL_PLANNER, RECORDS)
    for email, person in PEOPLE.items():
        save_person(store, LOCAL_PLANNER, email, person)
    store.close()
    return where


@pytest.fixture(scope="module")
def url(db, tmp_path_factory):
    port = free_port()
    with oidc_provider_mock.run_server_in_thread(user_claims=CLAIMS) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        folder = tmp_path_factory.mktemp("app")
        with served(folder, db, port, secrets(port, issuer)) as address:
            yield address


def links(page):
    """Give the titles of the pages offered, once the menu has them."""
    page.get_by_test_id("stSidebarNavLink").first.wait_for()
    return [
        one.inner_text().splitlines()[-1] for one in page.get_by_test_id("stSidebarNavLink").all()
    ]


def test_planner_signs_in_and_is_greeted_by_name(browser, url):
    page = sign_in(browser, url, "ani@example.org")

    page.get_by_role("heading", name="Ringkasan").wait_for(timeout=60_000)
    assert page.get_by_text("Ani · panitia").count() == 1
    assert "Orang" in links(page)


def test_before_signing_in_nothing_is_shown(browser, url):
    page = browser.new_context().new_page()
    page.goto(url + "/data")

    page.get_by_text("Masuklah dengan alamat surel yang diundang").wait_for(timeout=60_000)

    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert page.get_by_text("CV Cor").count() == 0


@pytest.mark.parametrize(
    ("sub", "sentence"),
    [
        ("stranger@example.org", "'stranger@example.org' belum diundang ke linkmatch"),
        ("forged", "login belum membuktikan bahwa 'ani@example.org' milik Anda"),
        ("silent", "login tidak menyebut alamat surel Anda"),
    ],
)
def test_who_was_not_invited_reads_one_sentence(browser, url, sub, sentence):
    page = sign_in(browser, url, sub)

    page.get_by_text(sentence).wait_for(timeout=60_000)

    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert page.get_by_test_id("stException").count() == 0
