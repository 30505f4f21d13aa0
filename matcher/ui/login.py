"""Login: who signed in at the provider that the secrets file names; without one, the local planner.

Streamlit keeps the cookie for 30 days; a sign-in counts here for half a day.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.errors import Error as StreamlitError

from features.language import Translate, mark
from matcher import actions
from matcher.access import LOCAL_PLANNER, PROGRAM, Person
from matcher.errors import DeniedError
from matcher.store import Store

log = logging.getLogger(__name__)

LASTS = timedelta(hours=12)
_HERE = ("localhost", "127.0.0.1", "[::1]", "::1")
_SEEN = "signed_in"  # the address whose sign-in has been noted

_BROKEN = mark("the secrets file '{file}' cannot be read; correct it and start linkmatch again")
_NOT_HERE = mark(
    "without a login linkmatch answers only on its own computer, at 127.0.0.1; "
    "to let others in, set up the login: docs/operate.md"
)
_NO_EMAIL = mark(
    "the login says no e-mail address of yours; allow the address to be told, and sign in again"
)
_NOT_PROVED = mark(
    "the login has not proved that '{email}' is yours; confirm the address there, and sign in again"
)
_OVER = mark("your session is over; sign in again, what you saved is kept")
_SIGN_IN = mark("Sign in with the e-mail address that was invited.")
_NO_PROVIDER = mark("The login is not set up completely; see the log and docs/operate.md.")


def is_on() -> bool:
    """Tell whether people sign in here: the secrets file has a section [auth].

    Raises
    ------
    DeniedError
        When a secrets file is there and cannot be read: nobody is let in for that.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    files = [Path(str(file)).expanduser() for file in st.get_option("secrets.files")]
    broken = next((file for file in files if file.exists()), None)
    if broken is not None:
        raise DeniedError(_BROKEN, file=broken.name)
    return False


def who_signed_in(open_store: Callable[[], Store]) -> Person:
    """Give the person who looks.

    Raises
    ------
    DeniedError
        When somebody must sign in first, or anew.
    NotFoundError
        When nobody has invited the address.
    """
    if not is_on():  # the store is not touched before anybody does something
        _require_here()
        return LOCAL_PLANNER
    email = _email()
    first = st.session_state.get(_SEEN) != email
    found = actions.sign_in(PROGRAM, open_store(), email, first)
    st.session_state[_SEEN] = email
    return found


def _email() -> str:
    """Give the address that the login vouches for."""
    if not st.user.is_logged_in:
        raise DeniedError(_OVER if _SEEN in st.session_state else _SIGN_IN)
    told = st.user.to_dict()
    email = str(told.get("email") or "")
    if not email:
        raise DeniedError(_NO_EMAIL)
    if told.get("email_verified") is False:
        raise DeniedError(_NOT_PROVED, email=email)
    since = datetime.fromtimestamp(float(str(told.get("iat") or 0)), UTC)
    if datetime.now(UTC) - since > LASTS:
        raise DeniedError(_OVER)
    return email


def _require_here() -> None:
    """Refuse who comes from elsewhere while everybody would be the planner."""
    host = str(st.context.headers.get("Host") or _HERE[0])
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    through = {"x-forwarded-for", "forwarded"} & {name.lower() for name in st.context.headers}
    if name not in _HERE or through:
        raise DeniedError(_NOT_HERE)


def page(sentence: str, say: Translate) -> NoReturn:
    """Say in one sentence why nothing is shown yet, with the way in and the way out."""
    st.title("linkmatch")
    st.markdown(sentence)
    if st.secrets.load_if_toml_exists() and is_on():
        for provider in _providers():
            label = say("Sign in") if provider is None else say("Sign in: {name}", name=provider)
            if st.button(label, key=f"sign_in_{provider}", type="primary", icon=":material/login:"):
                _go_to(provider, say)
        if st.user.is_logged_in:
            sign_out_button(say)
    st.stop()


def sign_out_button(say: Translate) -> None:
    """Draw the way out; the provider may ask for the address again."""
    st.button(say("Sign out"), key="sign_out", icon=":material/logout:", on_click=st.logout)


def _providers() -> list[str | None]:
    """Name the providers of the secrets file; None for the one of [auth] itself."""
    named = [str(name) for name, value in st.secrets["auth"].items() if isinstance(value, Mapping)]
    return [name for name in named if name != "client_kwargs"] or [None]


def _go_to(provider: str | None, say: Translate) -> None:
    try:
        st.login(provider)
    except StreamlitError as error:
        log.warning("login: %s", " ".join(str(error).split()))
        st.error(say(_NO_PROVIDER))
