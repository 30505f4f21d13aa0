"""Consents: what a person agreed to, in which words, when and who wrote it down; the last counts.

Law 27/2022 on personal data (UU PDP) asks for a stated purpose and lets a person withdraw.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select

from features.language import mark
from matcher.people import Person
from matcher.store.batches import now
from matcher.store.opening import Store
from matcher.store.tables import CONSENT

ACCOUNT, SHARE, REMIND = "account", "share", "remind"
PURPOSES = {
    ACCOUNT: mark(
        "linkmatch keeps my name and e-mail address to let me sign in, and notes what I change."
    ),
    SHARE: mark(
        "My name, phone number and e-mail address may be shown to the firms that my firm meets, "
        "once the meeting is confirmed."
    ),
    REMIND: mark(
        "The organisers may call or write to me about this event and what comes of its meetings."
    ),
}


class Consent(NamedTuple):
    """One answer; `subject` is an e-mail address or the id of an attendee."""

    subject: str
    purpose: str
    given: bool
    wording: str
    who: str
    at: datetime


def record_consent(
    store: Store, who: Person, subject: str, purpose: str, given: bool, wording: str
) -> None:
    """Write down an answer; earlier ones stay on record."""
    values = {"subject": subject, "purpose": purpose, "given": given, "wording": wording}
    with store.write() as connection:
        told = insert(CONSENT).values(**values, who=who.name, role=who.role, at=now())
        connection.execute(told)


def consents(store: Store, subject: str) -> list[Consent]:
    """Give the answers of a person, the latest first."""
    columns = [CONSENT.c[name] for name in Consent._fields]
    wanted = select(*columns).where(CONSENT.c.subject == subject)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(CONSENT.c.consent_id.desc())).all()
    return [Consent(*row) for row in rows]


def agreed(store: Store, subject: str, purpose: str) -> bool | None:
    """Tell whether a person agreed to a purpose; None when nobody asked."""
    return next((one.given for one in consents(store, subject) if one.purpose == purpose), None)
