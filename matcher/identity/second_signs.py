"""Second signs: what NIB, NPWP, phone, e-mail, address, owner and place say beside the names.

A register's number decides. The others only help names that are alike already: under two different
names they mean a sister company, and are then worth no points but a link.
"""

from collections.abc import Callable, Iterator

from features.language import mark
from matcher.identity.contacts import own_domains, taxpayer
from matcher.identity.evidence import Evidence
from matcher.identity.facts import Facts, read_facts
from matcher.identity.rarity import Rarity
from matcher.identity.signs import Signs

REGISTERED = 0.6  # same NIB or NPWP: enough to ask whatever the names
OTHER_REGISTERED = -0.35
CONTACT = 0.25  # phone or e-mail: makes an equal common name the same firm
WEAK = 0.12  # address, owner: shared in families and industrial estates
DOMAIN = 0.1
SAME_PLACE, OTHER_PLACE = 0.04, -0.2
OTHER_OWNER = -0.1

Compare = Callable[[Facts, Facts], Iterator[Evidence]]


def registered(first: Facts, second: Facts) -> Iterator[Evidence]:
    """Compare NIB and NPWP; a branch shares its firm's taxpayer, not the last six digits."""
    if first.nib and second.nib:
        if first.nib == second.nib:
            yield Evidence(mark("same NIB"), {}, REGISTERED)
        else:
            yield Evidence(mark("other NIB"), {}, OTHER_REGISTERED, bars=True)
    if first.npwp and second.npwp:
        if first.npwp == second.npwp:
            yield Evidence(mark("same NPWP"), {}, REGISTERED)
        elif taxpayer(first.npwp) == taxpayer(second.npwp):
            yield Evidence(mark("same taxpayer, other branch (NPWP)"), {}, CONTACT, bars=True)
        else:
            yield Evidence(mark("other NPWP"), {}, OTHER_REGISTERED, bars=True)


def contacts(first: Facts, second: Facts, rarity: Rarity) -> Iterator[Evidence]:
    """Give what agrees among phone, e-mail, address and owner."""
    for kind, text, points in _AGREE:
        for key in sorted(_key(first, kind) & _key(second, kind))[:1]:
            if rarity.is_shared(kind, key):
                yield Evidence(mark("a sign that many firms share ({sign})"), {"sign": key})
            else:
                yield Evidence(text, {}, points)
    if not first.emails & second.emails and own_domains(first.emails) & own_domains(second.emails):
        yield Evidence(mark("e-mail at the same domain"), {}, DOMAIN)


def contradictions(first: Facts, second: Facts) -> Iterator[Evidence]:
    """Give what the place and the owner say for or against."""
    if first.regencies and second.regencies:
        if not first.regencies & second.regencies:
            yield Evidence(mark("other kabupaten or kota"), {}, OTHER_PLACE)
        elif len(first.regencies) == len(second.regencies) == 1:
            yield Evidence(mark("same kabupaten or kota"), {}, SAME_PLACE)
    if first.owner and second.owner and first.owner != second.owner:
        yield Evidence(mark("other owner"), {}, OTHER_OWNER)


def agreeing(first: Signs, second: Signs) -> frozenset[str]:
    """Name which of phone, e-mail, address and owner are the same, however they are written.

    >>> one = Signs("1", "CV Jaya", phone="0812-3456-7891", owner="H. Achmad Soebandi")
    >>> other = Signs("2", "UD Jaya", phone="+62 812 3456 7891", owner="Ahmad Subandi")
    >>> sorted(agreeing(one, other))
    ['owner', 'phone']
    """
    one, other = read_facts(first), read_facts(second)
    return frozenset(kind for kind, _, _ in _AGREE if _key(one, kind) & _key(other, kind))


def agrees(evidence: Evidence) -> bool:
    """Tell whether a line says that a contact or the owner agrees."""
    return any(evidence.text == text for _, text, _ in _AGREE)


_AGREE = (
    ("phone", mark("same phone"), CONTACT),
    ("email", mark("same e-mail"), CONTACT),
    ("address", mark("same address"), WEAK),
    ("owner", mark("same owner"), WEAK),
)


def _key(facts: Facts, kind: str) -> frozenset[str]:
    """One-word owners ('Slamet') count only within one regency, so the regency is in their key."""
    if kind == "phone":
        return facts.phones
    if kind == "email":
        return facts.emails
    text = facts.address if kind == "address" else facts.owner
    if kind == "owner" and text and " " not in text:
        return frozenset(f"{text} {place}" for place in facts.regencies)
    return frozenset((text,)) if text else frozenset()
