"""Bad input, through the pages: one clear sentence each, nothing lost, nothing executed."""

import io
import zipfile
from datetime import datetime

import pytest

from matcher.people import LOCAL_PLANNER as WHO
from matcher.store import Edit, edit, table
from matcher.ui import parts, upgrade
from matcher.ui.draft import refuse_large
from matcher.ui.pages import PAGES

from .released import release

LONG = "UD " + "Panjang" * 43
NAMES = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)> & Co",
    "markdown": "**PT** [x](javascript:alert(1)) `$a$` :red[x] # | ~~",
    "300 characters": LONG[:300],
    "emoji": "CV Baja 🔩👩‍🔧 Jaya",
    "right to left": "شركة المعادن\u202e PT gnabmiK",
}
INVENTED = {
    "unknown": "N-999",
    "html": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE firm; --",
    "path": "../../etc/passwd",
    "long": "9" * 5000,
}
PLANNER = [page.file for page in PAGES if "planner" in page.titles]


def named(store, name):
    """Call an IKM, a buyer, a part, an event and who comes by one name, and plan their meeting."""
    starts = datetime.now().replace(hour=9, minute=0, second=0, microsecond=0)
    edits = [Edit("firm", {"firm_id": i, "name": name}, i) for i in ("S-1", "B-1")]
    edits.append(Edit("need", {"need_id": "N-1", "component": name}, "N-1"))
    edits.append(Edit("event", {"event_id": "E-1", "name": name}, "E-1"))
    for firm_id, role in (("S-1", "ikm"), ("B-1", "buyer")):
        edits.append(Edit("participant", {"event_id": "E-1", "firm_id": firm_id, "role": role}))
    edits.append(Edit("attendee", {"event_id": "E-1", "firm_id": "S-1", "name": name}))
    edit(store, WHO, edits)
    meeting = ("S-1", "B-1", "N-1", starts, starts.replace(minute=20))
    release(store, {"S-1": name}, {"B-1": name}, [meeting], name, {"N-1": name})


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_any_name_is_only_a_name_on_every_page(stored, open_page, name):
    named(stored, name)
    for file in PLANNER:
        at = open_page(file)

        assert (file, [one.value for one in at.error]) == (file, [])
        html = " ".join(one.proto.body for one in at.get("html"))
        assert (file, "<script" in html, "<img src=x" in html) == (file, False, False)
        assert [one for one in at.markdown if one.allow_html] == []


@pytest.mark.parametrize("linked", INVENTED.values(), ids=list(INVENTED))
def test_invented_parameters_open_the_page_as_it_usually_is(stored, open_page, linked):
    firms = table(stored, "firm")
    names = ("need", "ikm", "of", "event", "data", "language", "page")
    for file in PLANNER:
        at = open_page(file, **dict.fromkeys(names, linked))

        assert (file, len(at.error) <= 1, len(at.title)) == (file, True, 1)
    assert table(stored, "firm").equals(firms)


def bomb():
    """Give 300 MB of nothing, packed as a sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(bytes(2**20))
    return file.getvalue()


def test_zip_bomb_is_refused_in_one_line(open_page):
    at = open_page("data")

    at = at.file_uploader[0].set_value([("ikm.xlsx", bomb(), "x/y")]).run()

    assert not at.exception
    assert [one.value.replace("\\", "") for one in at.error] == [
        "ikm.xlsx is too large once unpacked; delete unused rows and columns or save it as CSV"
    ]


def test_file_of_300_megabytes_is_refused_in_one_line():
    with pytest.raises(Exception, match="300 MB is too large; split it into files of at most 50"):
        refuse_large("ikm.csv", 300 * 2**20)


def test_all_of_5000_pasted_lines_are_read(open_page):
    lines = [f"UD Tempel {n}\tKab. Klaten\tblok rem" for n in range(5000)]
    at = open_page("data")
    at.text_area[0].set_value("\n".join(["Nama Perusahaan\tKab/Kota\tJenis Produk", *lines]))
    at = at.button(key="data_read_pasted").click().run()

    assert not at.exception
    assert [one.value for one in at.error] == []
    found = " ".join(one.value for one in at.caption).replace("\\", "")
    assert "rows: 5,000" in found


def test_tab_of_before_an_upgrade_is_asked_to_load_again(open_page, stored):  # noqa: ARG001
    at = open_page("overview")
    at.session_state["linkmatch_version"] = "0.1.0"

    at.run()

    assert not at.exception
    (said,) = [one.value.replace("\\", "") for one in at.error]
    assert said.endswith("load the page again, what was saved is kept")
    assert len(at.title) == 0


def test_upgrade_in_place_asks_to_start_linkmatch_again(open_page, stored, monkeypatch):  # noqa: ARG001
    at = open_page("overview")
    monkeypatch.setattr(upgrade, "_STARTED", "0.1.0")  # what began before the upgrade

    at.run()

    assert not at.exception
    (said,) = [one.value.replace("\\", "") for one in at.error]
    assert said.startswith("linkmatch was upgraded to ")
    assert "while 0.1.0 runs; ask whoever looks after it to start it again" in said
    assert len(at.title) == 0


def test_mistake_of_ours_is_one_sentence_and_stands_in_the_log(open_page, stored, monkeypatch):  # noqa: ARG001
    at = open_page("overview")
    monkeypatch.setattr(parts, "banner", lambda: 1 / 0)

    at.run()

    (said,) = [one.value.replace("\\", "") for one in at.error]
    assert said.startswith("linkmatch made a mistake on this page; load it again, what was saved")
    assert [one.message for one in at.exception] == ["division by zero"]
