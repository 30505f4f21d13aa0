"""Two planners at once, and a page that is loaded again in the middle of a long job."""

import pytest
from oidc_provider_mock import User
from playwright.sync_api import sync_playwright

from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit, open_store
from matcher.store.overrides import overrides
from matcher.store.persons import save_person

from .served import CHROMIUM, FLAGS, free_port, served, served_with_login, settled, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

PLANNERS = {
    "ani@example.org": Person("Ani", "planner"),
    "budi@example.org": Person("Budi", "planner"),
}
CLAIMS = [User(sub=one, claims={"email": one, "email_verified": True}) for one in PLANNERS]
IRON = {"processes": "cor pasir", "materials": "besi cor"}
RECORDS = [
    Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "place": "Madiun"}),
    Edit("firm", {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block", **IRON}),
    Edit("capability", {"capability_id": "C-1", "firm_id": "S-1", "product": "rem block", **IRON}),
    Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
]
PAIR = "/pairs?need=N-1&ikm=S-1&event=E-1"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    where = tmp_path_factory.mktemp("at_once") / "linkmatch.db"
    store = open_store(where)
    edit(store, LOCAL_PLANNER, RECORDS)
    for email, person in PLANNERS.items():
        save_person(store, LOCAL_PLANNER, email, person)
    store.close()
    return where


@pytest.fixture(scope="module")
def url(db, tmp_path_factory):
    with served_with_login(tmp_path_factory.mktemp("app"), db, CLAIMS) as address:
        yield address


def decided(db):
    store = open_store(db)
    found = overrides(store, "E-1")
    store.close()
    return set(found[["kind", "who", "withdrawn"]].itertuples(index=False, name=None))


def decide(page, button, reason):
    page.get_by_role("combobox", name="Alasan").fill(reason)
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name=button).click()
    page.get_by_text("Diputuskan:").first.wait_for(timeout=60_000)


def test_of_two_planners_at_one_pair_each_keeps_its_word_and_the_later_is_told(browser, url, db):
    ani, budi = (sign_in(browser, url, email, PAIR) for email in PLANNERS)
    for page in (ani, budi):
        page.get_by_role("combobox", name="Alasan").wait_for(timeout=60_000)
        settled(page)

    decide(ani, "Wajib bertemu", "pembeli memintanya")
    decide(budi, "Jangan dipertemukan", "pesaing")
    assert decided(db) == {("must_meet", "Ani", False), ("never_meet", "Budi", False)}

    for page in (ani, budi):
        page.goto(f"{url}/pairs?event=E-1")
        page.get_by_role("radio", name="Yang diputuskan").click(timeout=60_000)
        page.get_by_role("button", name="Tarik kembali").nth(1).wait_for(timeout=60_000)
        settled(page)
    ani.get_by_role("button", name="Tarik kembali").first.click()
    ani.get_by_text("ditarik kembali").first.wait_for(timeout=60_000)
    budi.get_by_role("button", name="Tarik kembali").first.click()

    budi.get_by_text("sudah diubah oleh Ani").wait_for(timeout=60_000)
    assert sorted(kept for _, _, kept in decided(db)) == [False, True]


def test_page_loaded_again_in_mid_job_shows_it_and_so_does_another_planner(
    browser, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("job")
    with served(folder, folder / "linkmatch.db", free_port()) as url:
        pages = [browser.new_context().new_page() for _ in range(2)]
        for page in pages:
            page.set_default_timeout(120_000)
            page.goto(url + "/schedule?data=demo_event")
            page.get_by_role("button", name="Susun jadwal", exact=True).wait_for()
            settled(page)
        pages[0].get_by_role("button", name="Susun jadwal", exact=True).click()
        pages[0].get_by_text("Jadwal sedang disusun").wait_for()

        for page in pages:
            page.reload()
            page.get_by_text("Jadwal sedang disusun").wait_for()
        for page in pages:
            page.get_by_text("Klik sebuah pertemuan").wait_for(timeout=300_000)
