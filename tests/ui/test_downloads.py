"""Downloads are made when somebody clicks, so nothing may replace them meanwhile."""

import ast
from pathlib import Path

UI = Path(__file__).parents[2] / "matcher/ui"


def test_no_download_draws_the_page_anew():
    calls = {
        f"{file.name}:{call.lineno}": {one.arg: ast.unparse(one.value) for one in call.keywords}
        for file in UI.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "download_button"
    }

    drawn = [where for where, named in calls.items() if named.get("on_click") != "'ignore'"]

    assert len(calls) > 10
    assert drawn == []  # drawn anew, the file asked for is gone, and the button waits for ever
