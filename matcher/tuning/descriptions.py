"""Descriptions: what each criterion looks at, in one sentence for people.

They are the first lines of the criteria's docstrings, marked here for the catalogue.
"""

from features.language import mark

DESCRIPTIONS = {
    "component": mark("Makes the part that is asked for, or one of its family."),
    "process": mark("Works with the processes that the part needs."),
    "material": mark("Works the materials that the part is made of."),
    "envelope": mark("Handles parts of this weight, length and tolerance."),
    "capacity": mark("Can make as many parts a month as are asked."),
    "quality": mark("Has the certificates and the quality system that are asked for."),
    "industry": mark("Already serves the industry that the part is for."),
    "precedent": mark("Has already supplied something similar."),
    "partners": mark("Has already supplied this buyer."),
    "popularity": mark("Was chosen often before, whatever for."),
    "reliability": mark("Kept what it agreed to at earlier events."),
    "wording": mark("Uses the same words, or nearly the same spelling."),
    "distance": mark("Lies near the place where the part is needed."),
    "support": mark("The buyer offers the support that the supplier needs."),
    "workload": mark("Fills a good share of the supplier's capacity."),
    "wish": mark("Comes from an industry that the supplier wishes to supply."),
    "payment": mark("Pays within the time that the supplier can bear."),
    "record": mark("Comes from a buyer that kept what it agreed to."),
    "similar_partners": mark("Comes from a buyer that has taken similar firms."),
}
