"""An app with a login of its own, served as people start it, and a provider that signs them in."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import oidc_provider_mock

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def secrets(port, issuer):
    """Write what stands in the secrets file of an app at this port, as docs/operate.md says."""
    return f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "only for a test, and 32 letters long"
client_id = "linkmatch"
client_secret = "only for a test"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@contextmanager
def served(folder, db, port, secrets_file=""):
    """Serve an app from a folder of its own; give its address."""
    (folder / ".streamlit").mkdir(parents=True, exist_ok=True)
    if secrets_file:
        (folder / ".streamlit/secrets.toml").write_text(secrets_file, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("linkmatch")), "app", "--no-browser"]
    settings = os.environ | {"LINKMATCH_DB": str(db)}
    settings.pop("LINKMATCH_DATA", None)
    log = (folder / "log.txt").open("wb")
    with (
        log,
        subprocess.Popen(
            [*command, "--port", str(port)], stdout=log, stderr=log, env=settings, cwd=folder
        ) as server,
    ):
        address = f"http://localhost:{port}"
        try:
            wait_for(address + "/_stcore/health")
            yield address
        finally:
            server.terminate()


@contextmanager
def served_with_login(folder, db, claims):
    """Serve an app in which people sign in at a provider that knows them; give its address."""
    port = free_port()
    with oidc_provider_mock.run_server_in_thread(user_claims=claims) as provider:
        settings = secrets(port, f"http://localhost:{provider.server_port}")
        with served(folder, db, port, settings) as address:
            yield address


def wait_for(address, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def sign_in(browser, url, email, path="/", width=1280):
    """Sign in as somebody in a browser of its own, and go to a page."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(url + "/")
    page.get_by_test_id("stBaseButton-primary").click(timeout=60_000)
    page.get_by_placeholder("sub").fill(email)
    page.get_by_role("button", name="Authorize").click()
    page.get_by_role("button", name="Keluar").wait_for(timeout=60_000)
    if path != "/":
        page.goto(url + path)
    return page


def settled(page):
    """Wait until the page is drawn to its end."""
    page.wait_for_timeout(300)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=60_000)
    page.wait_for_timeout(300)
