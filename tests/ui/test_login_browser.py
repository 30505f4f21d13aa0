"""The login, against a provider that speaks OpenID Connect, in a real browser."""

import time

import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from playwright.sync_api import sync_playwright

from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit, find, open_store
from matcher.store.persons import remove_person, save_person
from matcher.store.wishes import wishes_of

from .served import (
    CHROMIUM,
    FLAGS,
    free_port,
    secrets,
    served,
    served_with_login,
    settled,
    sign_in,
)

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
    User(sub="yesterday", claims={"email": "ani@example.org", "iat": int(time.time()) - 86400}),
]
ELSEWHERE = "--host-resolver-rules=MAP temu.test 127.0.0.1"  # this machine by another name
RECORDS = [
    Edit("firm", {"firm_id": "B-1", "name": "PT Kereta", "kind": "large", "place": "Madiun"}),
    Edit("firm", {"firm_id": "B-2", "name": "PT Motor", "kind": "large", "place": "Bekasi"}),
    Edit("firm", {"firm_id": "S-1", "name": "CV Cor Ceper", "kind": "ikm", "place": "Ceper"}),
    Edit("firm", {"firm_id": "S-2", "name": "PT Las Tegal", "kind": "ikm", "place": "Kota Tegal"}),
    Edit("need", {"need_id": "N-1", "firm_id": "B-1", "component": "rem block cast iron"}),
    Edit("need", {"need_id": "N-2", "firm_id": "B-2", "component": "knalpot"}),
    Edit(
        "capability",
        {"capability_id": "C-1", "firm_id": "S-1", "product": "rem block"}
        | {"processes": "cor pasir", "materials": "besi cor"},
    ),
    Edit("event", {"event_id": "E-1", "name": "Temu Usaha"}),
    Edit("capability", {"capability_id": "C-2", "firm_id": "S-2", "product": "knalpot"}),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ELSEWHERE])
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
    with served_with_login(tmp_path_factory.mktemp("app"), db, CLAIMS) as address:
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
        ("yesterday", "sesi Anda sudah berakhir; masuk lagi, yang sudah disimpan tetap ada"),
    ],
)
def test_who_was_not_invited_reads_one_sentence(browser, url, sub, sentence):
    page = sign_in(browser, url, sub)

    page.get_by_text(sentence).wait_for(timeout=60_000)

    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert page.get_by_test_id("stException").count() == 0


PAGES = {
    "ika@example.org": [
        *("Pembeli untuk saya", "Profil saya", "Agenda saya", "Hasil pertemuan"),
        "Data pribadi saya",
    ],
    "budi@example.org": [
        *("Kebutuhan kami", "Calon pemasok", "Agenda kami", "Hasil pertemuan"),
        "Data pribadi saya",
    ],
}


@pytest.mark.parametrize("email", PAGES)
def test_each_role_is_offered_its_own_pages(browser, url, email):
    page = sign_in(browser, url, email)

    page.get_by_role("heading", name=PAGES[email][0]).wait_for(timeout=60_000)

    assert links(page) == PAGES[email]


@pytest.mark.parametrize("path", ["/data", "/people", "/weights", "/schedule", "/overview"])
def test_page_of_planners_tells_an_ikm_in_one_sentence_that_it_is_none_of_its(browser, url, path):
    page = sign_in(browser, url, "ika@example.org", path)

    page.get_by_text("halaman ini bukan untuk peran Anda").wait_for(timeout=60_000)

    shown = page.get_by_test_id("stMain").inner_text().strip()
    assert shown == "halaman ini bukan untuk peran Anda; pilih halaman di sebelah kiri"


@pytest.mark.parametrize(
    ("email", "path", "sentence", "hidden"),
    [
        ("ika@example.org", "/for_supplier?of=S-2", "hanya untuk panitia, IKM itu sendiri", "Las"),
        ("budi@example.org", "/candidate_suppliers?need=N-2", "pembeli pemilik kebutuhan", "knalp"),
    ],
)
def test_link_to_another_firm_is_refused_in_one_sentence(
    browser, url, email, path, sentence, hidden
):
    page = sign_in(browser, url, email, path)

    page.get_by_text(sentence).wait_for(timeout=60_000)

    assert hidden not in page.get_by_test_id("stMain").inner_text()
    assert page.get_by_test_id("stException").count() == 0


def test_who_is_taken_off_the_list_is_out_at_the_next_click(browser, url, db):
    page = sign_in(browser, url, "gone@example.org")
    page.get_by_role("heading", name="Ringkasan").wait_for(timeout=60_000)

    store = open_store(db)
    remove_person(store, LOCAL_PLANNER, "gone@example.org")
    store.close()
    page.get_by_text("Calon mitra").first.click()

    page.get_by_text("'gone@example.org' belum diundang ke linkmatch").wait_for(timeout=60_000)
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_signing_out_leaves_nothing(browser, url):
    page = sign_in(browser, url, "ani@example.org")
    page.get_by_role("heading", name="Ringkasan").wait_for(timeout=60_000)

    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/end_session**", timeout=60_000)  # the provider is signed out of too
    page.goto(url)

    page.get_by_text("Masuklah dengan alamat surel yang diundang").wait_for(timeout=60_000)
    assert page.get_by_text("Ani").count() == 0


def test_planner_invites_somebody_who_then_gets_in(browser, url):
    page = sign_in(browser, url, "ani@example.org", "/people")
    page.get_by_role("heading", name="Orang", exact=True).wait_for(timeout=60_000)
    page.get_by_text("pengamat", exact=True).first.click()
    page.get_by_text("tidak mengubah apa pun").wait_for()
    page.get_by_label("Alamat surel").first.fill("stranger@example.org")
    page.get_by_label("Nama").first.fill("Sari")
    page.get_by_role("button", name="Undang").click()
    page.get_by_text("stranger@example.org sekarang bisa masuk").wait_for(timeout=60_000)

    guest = sign_in(browser, url, "stranger@example.org")

    guest.get_by_text("Sari · pengamat").wait_for(timeout=60_000)


def test_ikm_corrects_its_profile_on_its_phone(browser, url, db):
    page = sign_in(browser, url, "ika@example.org", "/profile", width=390)
    page.get_by_label("Tenaga kerja").fill("1.250")
    page.get_by_role("button", name="Simpan").first.click()
    page.get_by_text("Tersimpan.").wait_for(timeout=60_000)

    page.goto(url + "/for_supplier")
    page.get_by_text("Pembeli untuk saya").first.wait_for(timeout=60_000)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    store = open_store(db)
    (firm,) = find(store, "firm", ["S-1"])
    store.close()
    assert (firm.values["workers"], overflow) == (1250, 0)


def test_buyer_declines_with_a_reason_and_the_ikm_that_wished_reads_it_kindly(browser, url, db):
    page = sign_in(browser, url, "budi@example.org", "/candidate_suppliers?need=N-1")
    page.get_by_text("CV Cor Ceper").first.click(timeout=60_000)
    page.get_by_text("tidak kali ini", exact=True).click(timeout=60_000)
    page.get_by_text("IKM membaca penolakan yang santun").wait_for(timeout=60_000)
    settled(page)  # a list that is opened while the page is drawn can close again
    page.get_by_role("combobox").last.click()
    page.get_by_text("dokumen mutu belum sesuai").click()
    page.get_by_text("tidak mempertemukan Anda berdua").wait_for(timeout=60_000)

    page = sign_in(browser, url, "ika@example.org", "/for_supplier", width=390)
    page.get_by_text("komponen kereta api").first.click(timeout=60_000)
    page.get_by_text("berminat", exact=True).click(timeout=60_000)
    page.get_by_text("Terima kasih atas minat Anda").wait_for(timeout=60_000)

    read = page.get_by_test_id("stMain").inner_text()
    assert ("dokumen mutu belum sesuai" in read, "PT Kereta" in read, "rem block" in read) == (
        True,
        False,
        False,
    )
    store = open_store(db)
    said = {(one.by, one.answer, one.reason) for one in wishes_of(store)}
    store.close()
    assert said == {("buyer", "decline", "quality"), ("supplier", "wish", None)}


def test_buyer_takes_its_last_answer_back(browser, url, db):
    page = sign_in(browser, url, "budi@example.org", "/candidate_suppliers?need=N-1")
    page.get_by_text("CV Cor Ceper").first.click(timeout=60_000)
    before = answers_of(db, "buyer")
    welcome = page.get_by_text("berminat", exact=True).first
    welcome.click(timeout=60_000)
    page.get_by_text("tercatat bahwa Anda berminat").wait_for(timeout=60_000)
    said = answers_of(db, "buyer")

    page.get_by_role("button", name="Urungkan").click()
    page.get_by_text("Sudah diurungkan").wait_for(timeout=60_000)
    page.wait_for_timeout(1_500)  # nothing says it again

    assert said == {"wish"}
    assert answers_of(db, "buyer") == before


def answers_of(db, side):
    store = open_store(db)
    found = {one.answer for one in wishes_of(store) if one.by == side}
    store.close()
    return found


def test_tab_of_before_a_restart_goes_on_by_itself(browser, db, tmp_path):
    port = free_port()
    with oidc_provider_mock.run_server_in_thread(user_claims=CLAIMS) as provider:
        settings = secrets(port, f"http://localhost:{provider.server_port}")
        with served(tmp_path / "old", db, port, settings) as address:
            page = sign_in(browser, address, "ika@example.org", "/profile")
            page.get_by_role("heading", name="Profil saya").wait_for(timeout=60_000)
        with served(tmp_path / "new", db, port, settings):
            page.wait_for_timeout(8_000)  # the tab looks for the server again
            page.get_by_text("Agenda saya").first.click()
            page.get_by_role("heading", name="Agenda saya").wait_for(timeout=60_000)

        assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("host", ["localhost", "temu.test"])
def test_without_a_login_only_this_computer_is_answered(browser, db, tmp_path, host):
    with served(tmp_path, db, port := free_port()):
        page = browser.new_page()
        page.goto(f"http://{host}:{port}/")
        page.locator("h1").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1_000)

        refused = page.get_by_text("tanpa login, linkmatch hanya melayani komputernya").count()
        offered = page.get_by_test_id("stSidebarNavLink").count() > 0

    assert (refused, offered) == ((0, True) if host == "localhost" else (1, False))


def test_secrets_that_cannot_be_read_let_nobody_in(browser, db, tmp_path):
    with served(tmp_path, db, free_port(), "[auth\nredirect") as address:
        page = browser.new_page()
        page.goto(address)

        page.get_by_text("berkas rahasia 'secrets.toml' tidak bisa dibaca").wait_for(timeout=60_000)

        assert page.get_by_test_id("stSidebarNavLink").count() == 0
