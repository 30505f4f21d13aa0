"""Fixes: one thing that an IKM can write, answer or improve, and the sentence that says so."""

from dataclasses import dataclass

from features.language import mark, translator
from matcher.explain import amount, question
from matcher.requirements import UNKNOWN, Verdict

WRITE_IT, ANSWER_IT, IMPROVE_IT = "write", "answer", "improve"
N_PRODUCTS = 3  # named in one sentence


@dataclass(frozen=True)
class Fix:
    """One thing to do and the needs it concerns.

    `what` is a field of the profile or a kind of must-have, `value` what is asked (the hardest
    one where several needs ask). `opens` are those of `needs` that wait for nothing else. `worth`
    counts in needs: each one opened counts 1, each one that asks counts the share of its score
    that rests on the answer.
    """

    kind: str
    what: str
    value: str
    needs: tuple[str, ...]
    opens: tuple[str, ...]
    worth: float
    products: tuple[str, ...] = ()  # where only some of the IKM's products leave it blank
    coached: bool = False

    def order(self) -> tuple[object, ...]:
        """Sort key: worth most first, then what only has to be written, then by name."""
        kinds = (WRITE_IT, ANSWER_IT, IMPROVE_IT)
        return -round(self.worth, 9), kinds.index(self.kind), self.what, self.value

    def text(self, language: str) -> str:
        """Say what to do, and for how many needs."""
        say, n = translator(language), len(self.needs)
        said = [self._task(language)]
        if self.kind == IMPROVE_IT:
            said.append(say(_HELP_COACHED if self.coached else _HELP))
        else:
            said.append(say(_TODO[self.what] if self.kind == WRITE_IT else _ASKED, n=n))
            if self.opens:
                said.append(say(_OPENS, n=len(self.opens)))
        return " ".join(said)

    def _task(self, language: str) -> str:
        say, value = translator(language), self.value
        if self.kind == ANSWER_IT:
            return question(Verdict(self.what, value, UNKNOWN), language)
        if self.kind == WRITE_IT:
            return " ".join([say(_WRITE[self.what]), *self._missing_for(language)])
        asked = amount(self.what, value, language)
        return say(_IMPROVE[self.what], value=asked, n=len(self.needs))

    def _missing_for(self, language: str) -> list[str]:
        if not self.products:
            return []
        named = ", ".join(self.products[:N_PRODUCTS])
        more = len(self.products) - N_PRODUCTS
        say = translator(language)
        if more > 0:
            return [say("Missing for {products} and {n} more.", products=named, n=more)]
        return [say("Missing for {products}.", products=named)]


_WRITE = {
    "product": mark("Write which parts you make."),
    "processes": mark("Write which processes you master."),
    "materials": mark("Write which materials you work."),
    "capacity_per_month": mark("Write how many pieces you can make a month."),
    "max_weight_kg": mark("Write the heaviest part you can make, in kg."),
    "max_length_mm": mark("Write the longest part you can make, in mm."),
    "tolerance_mm": mark("Write the tolerance you can keep, in mm."),
    "lead_time_days": mark("Write within how many days you deliver."),
    "certificates": mark("Write which certificates you hold, or that you hold none."),
    "place": mark("Write your kabupaten or kota."),
    "support_needed": mark("Write which help you need, or that you need none."),
    "payment_days_max": mark("Write how many days you can wait for payment."),
    "machines": mark("Write which machines you have."),
}
_ASKED = mark("Asked in {n} of the needs not ruled out.")
_TODO = dict.fromkeys(_WRITE, _ASKED) | {
    "product": mark("It decides in {n} of the needs not ruled out."),
    "place": mark("It tells how far the buyer is in {n} of the needs not ruled out."),
    "support_needed": mark("In {n} of the needs not ruled out the buyer says what it offers."),
    "payment_days_max": mark("In {n} of the needs not ruled out the buyer says when it pays."),
    "machines": mark("In {n} of the needs not ruled out the buyer looks for certain processes."),
}
_OPENS = mark("{n} of them wait for this answer only.")
_IMPROVE = {
    "process": mark("The process {value} is the only must-have you miss in {n} of the needs."),
    "material": mark("Working {value} is the only must-have you miss in {n} of the needs."),
    "certificate": mark(
        "The certificate {value} is the only must-have you miss in {n} of the needs."
    ),
    "volume_per_month": mark(
        "A capacity of {value} pieces a month is the only must-have you miss in {n} of the needs."
    ),
    "part_weight_kg": mark(
        "Parts of up to {value} kg are the only must-have you miss in {n} of the needs."
    ),
    "part_length_mm": mark(
        "Parts of up to {value} mm are the only must-have you miss in {n} of the needs."
    ),
    "tolerance_mm": mark(
        "A tolerance of {value} mm is the only must-have you miss in {n} of the needs."
    ),
    "lead_time_days": mark(
        "Delivery within {value} days is the only must-have you miss in {n} of the needs."
    ),
}
_HELP = mark("Ask your industry office (dinas) whether there is coaching for it.")
_HELP_COACHED = mark("Ask those who coach you how to get there.")
