"""A store with somebody of each role, an event, a plan that is released; served with a login."""

from contextlib import contextmanager
from datetime import datetime

from oidc_provider_mock import User
from playwright.sync_api import sync_playwright

from matcher.people import LOCAL_PLANNER, Person
from matcher.store import Edit, edit, open_store
from matcher.store.persons import save_person
from matcher.ui.pages import PAGES

from .released import release
from .served import CHROMIUM, FLAGS, served_with_login, sign_in

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
WHERE = [(role, one.file) for role in PEOPLE for one in PAGES if role in one.titles]
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
    ends, pair = starts.replace(minute=20), ("S-1", "B-1", "N-1")
    sides = {"S-1": "CV Cor Ceper"}, {"B-1": "PT Kereta"}
    release(store, *sides, [(*pair, starts, ends)], "Temu Usaha", {"N-1": "rem block"})


@contextmanager
def everybody(folder):
    """Serve the store; give the address."""
    db = folder / "linkmatch.db"
    store = open_store(db)
    edit(store, LOCAL_PLANNER, RECORDS)
    plan_of_today(store)
    for role, person in PEOPLE.items():
        save_person(store, LOCAL_PLANNER, EMAILS[role], person)
    store.close()
    with served_with_login(folder / "app", db, CLAIMS) as address:
        yield address


@contextmanager
def signed_in(url):
    """Give a page of a browser for each role, signed in once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield {role: sign_in(browser, url, email) for role, email in EMAILS.items()}
        browser.close()
