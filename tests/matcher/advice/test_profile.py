"""Which fields a profile leaves blank where a need asks for them."""

from matcher.advice.supplier_needs import needs_for


def test_blank_profile_fields_are_named_where_the_need_asks_for_them(scorer, easy):
    """N-2 names only its part, a process, where it is and what help it offers."""
    need = next(n for n in needs_for(scorer, "S-3", easy(scorer)) if n.need_id == "N-2")

    assert need.unwritten("en") == ["products", "processes", "place", "support needed", "machines"]


def test_who_says_that_it_holds_no_certificate_has_written_it(folder, write, easy):
    must = {"requirements": "need_id,kind,value\nN-3,certificate,ISO 9001\n"}
    header = "firm_id,certificate,status\n"

    blank = write(folder, **must, certificates=header)
    none = write(folder, **must, certificates=header + "S-3,*,not_held\n")

    unwritten = [
        next(n for n in needs_for(s, "S-3", easy(s)) if n.need_id == "N-3").blanks
        for s in (blank, none)
    ]
    assert ["certificates" in blanks for blanks in unwritten] == [True, False]
