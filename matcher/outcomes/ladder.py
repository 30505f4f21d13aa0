"""Ladder: the steps that can follow a meeting, and the stages that they reach.

Steps may be skipped and come in any order. A memorandum is often signed before a first sample, so
that it is no stage of its own: it says no more than that the two are in contact.
"""

from features.language import mark

STEP_NAMES = {
    "meeting": mark("the meeting was held"),
    "no_show": mark("somebody did not come"),
    "follow_up": mark("they talked again"),
    "nda": mark("secrecy agreed, drawing handed over"),
    "rfq": mark("price asked for"),
    "quotation": mark("price offered"),
    "factory_visit": mark("factory visited"),
    "sample": mark("sample made"),
    "trial_order": mark("trial order"),
    "audit": mark("audit"),
    "mou": mark("memorandum signed"),
    "purchase_order": mark("order"),
    "repeat_order": mark("ordered again"),
    "stopped": mark("it ended"),
    "no_answer": mark("no answer"),
}
STEPS = tuple(STEP_NAMES)
NO_SHOW, STOPPED, NO_ANSWER = ENDS = ("no_show", "stopped", "no_answer")
PLANNED, MET, CONTACT, OFFER, TRIAL, ORDER, REPEAT = STAGES = (
    "planned",
    "met",
    "contact",
    "offer",
    "trial",
    "order",
    "repeat",
)
STAGE_NAMES = {
    PLANNED: mark("paired"),
    MET: mark("they met"),
    CONTACT: mark("in contact"),
    OFFER: mark("price or visit"),
    TRIAL: mark("sample or trial"),
    ORDER: mark("ordered"),
    REPEAT: mark("ordered again"),
}
STAGE_OF = {
    "meeting": MET,
    "follow_up": CONTACT,
    "nda": CONTACT,
    "rfq": CONTACT,
    "mou": CONTACT,
    "quotation": OFFER,
    "factory_visit": OFFER,
    "sample": TRIAL,
    "trial_order": TRIAL,
    "audit": TRIAL,
    "purchase_order": ORDER,
    "repeat_order": REPEAT,
}
