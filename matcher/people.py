"""People: who does something, in which role, for which firm or region."""

from dataclasses import dataclass, field

ROLES = ("planner", "buyer", "ikm", "coach", "desk", "viewer")


@dataclass(frozen=True)
class Person:
    """Who acts; every action takes a person as its first argument.

    `firm_id` is the firm a buyer or an IKM speaks for, `region` the place a coach looks after;
    `email` is the address that it signed in with, None for the local planner.
    """

    name: str
    role: str
    firm_id: str | None = None
    region: str | None = None
    email: str | None = field(default=None, compare=False, repr=False)


LOCAL_PLANNER = Person("local", "planner")
# opens what actions then answer from, each to its reader; nobody signs in as it
PROGRAM = Person("linkmatch", "planner")
