"""Evidence: what a machine list and KBLI codes say of a firm that did not say it itself.

Both only presume: they move a score and never pass a requirement. A machine is nearly the process
itself; a KBLI code is what somebody chose in a register, for everything the firm does.
"""

import re
from functools import cache

from features.mentions import IMPLIED, Mention, mention_reader
from features.vocabulary import vocabulary

REGISTERED = 0.3  # what a node counts that only a KBLI code implies
N_DIGITS = 5  # of a whole KBLI code; its first digits name its group

Mentions = dict[str, list[Mention]]


def from_machines(text: str) -> Mentions:
    """Presume the processes of the machines in a list.

    A machine that the vocabulary does not know is read as text: "mesin las titik" welds.

    >>> [(m.node, m.how, m.because) for m in from_machines("mesin bubut CNC")["process"]]
    [('cnc-turning', 'implied', ('machine', 'cnc-lathe'))]
    """
    read = mention_reader("machine").read(text)
    found = read.get("process", [])
    if not read["machine"]:
        found = [_presumed(mention) for mention in mention_reader().read(text)["process"]]
    return {"process": found}


def from_kbli(codes: str) -> Mentions:
    """Presume what the KBLI codes imply; an unknown code counts as its nearest known group.

    >>> [(m.node, m.how, m.sureness) for m in from_kbli("24310")["process"]]
    [('sand-casting', 'registered', 0.3)]
    """
    found: Mentions = {}
    for node in kbli_nodes(codes):
        for kind, nodes in vocabulary().implied_by("kbli", node).items():
            found.setdefault(kind, []).extend(
                Mention(each, f"KBLI {node}", "registered", REGISTERED / nth, ("kbli", node))
                for nth, each in enumerate(nodes, 1)
            )
    return found


def kbli_nodes(codes: str) -> list[str]:
    """Find the known code or group of each code in a cell: '24310; 25920', 'KBLI 24310'."""
    known, found = _known_codes(), []
    for code in re.findall(r"\d+", codes):
        if len(code) == N_DIGITS:
            group = next((code[:n] for n in range(N_DIGITS, 1, -1) if code[:n] in known), None)
            found += [group] if group else []
    return list(dict.fromkeys(found))


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(node.id for node in vocabulary().nodes("kbli"))


def merged(first: list[Mention], *others: list[Mention]) -> list[Mention]:
    """Join mentions of one kind; of one node the surest counts, of equals the first."""
    found: dict[str, Mention] = {}
    for mention in (m for mentions in (first, *others) for m in mentions):
        if mention.node not in found or found[mention.node].sureness < mention.sureness:
            found[mention.node] = mention
    return list(found.values())


def _presumed(mention: Mention) -> Mention:
    because = ("process", mention.node)
    return Mention(mention.node, mention.phrase, "implied", IMPLIED * mention.sureness, because)
