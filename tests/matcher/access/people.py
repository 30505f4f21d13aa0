"""People of every role, and whether an action lets one of them through."""

from matcher.errors import DeniedError
from matcher.people import LOCAL_PLANNER, Person

PEOPLE = {
    "planner": LOCAL_PLANNER,
    "buyer": Person("Budi", "buyer", firm_id="B-1"),
    "ikm": Person("Ika", "ikm", firm_id="S-1"),
    "coach": Person("Citra", "coach", region="Kab. Klaten"),
    "desk": Person("Dewi", "desk"),
    "viewer": Person("Vina", "viewer"),
}


def may(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except DeniedError:
        return False
    return True
