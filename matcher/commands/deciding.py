"""Commands that decide: merge, quarantine, undo, runs, compare."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table as Printed

from features.language import mark
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.options import Db, Language, opened, out
from matcher.errors import DataError
from matcher.naming import act_name, in_words, state_name, time_text
from matcher.opening import weights_for_records
from matcher.store import Store

_LAST = 50  # acts that are listed


def merge(
    keep: Annotated[str | None, typer.Argument(help="Id of the firm to keep.")] = None,
    gone: Annotated[str | None, typer.Argument(help="Id of the firm that is the same one.")] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Merge two firms; without ids, list the pairs that may be one."""
    store, say = opened(db, language)
    if keep and not gone:
        raise DataError(
            mark("which firm is '{id}'? name two ids: linkmatch merge KEEP GONE"), id=keep
        )
    if keep and gone:
        act = actions.merge_firms(WHO, store, keep, gone)
        out.print(
            say(
                "{gone} is now {keep}; undo it with: linkmatch undo {batch}",
                **_ids(keep, gone, act),
            )
        )
        return
    doubts = actions.see_duplicates(WHO, store)
    if not doubts:
        out.print(say("No two firms look like one."))
    for one in doubts:
        verdict = say("the same") if one.judgement.verdict == "same" else say("perhaps the same")
        names = " | ".join(f"{f['firm_id']} {f['name']}" for f in (one.first, one.second))
        out.print(f"{names}: {verdict}", highlight=False, markup=False)
        for evidence in one.judgement.evidence:
            line = say(evidence.text, **evidence.values)
            out.print(f"  {line}", highlight=False, markup=False)
    if doubts:
        out.print(say("Merge two with: linkmatch merge KEEP GONE"))


def _ids(keep: str, gone: str, act: int) -> dict[str, object]:
    return {"keep": keep, "gone": gone, "batch": act}


def quarantine(
    row: Annotated[int | None, typer.Argument(help="Number of a row to mend.")] = None,
    cells: Annotated[
        list[str] | None, typer.Option("--set", help="A cell to correct: HEADING=VALUE.")
    ] = None,
    event: Annotated[str | None, typer.Option(help="Event that the row belongs to.")] = None,
    dismiss: Annotated[
        str | None, typer.Option(metavar="REASON", help="Leave the row out for good, and why.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """List the rows that were set aside, or mend one and read it again, or dismiss it."""
    store, say = opened(db, language)
    if row is None and (cells or event or dismiss):
        raise DataError(mark("which row? write its number: linkmatch quarantine NUMBER"))
    if row is not None and dismiss is not None:
        act = actions.dismiss_row(WHO, store, row, dismiss)
        out.print(say("The row is dismissed; undo it with: linkmatch undo {batch}", batch=act))
        return
    if row is not None:
        act = actions.mend_row(WHO, store, row, _corrected(store, row, cells or []), event)
        out.print(say("The row was taken in; undo it with: linkmatch undo {batch}", batch=act))
        return
    rows = actions.see_questions(WHO, store, effect="set aside")
    for one in rows:
        where = say("{file}, row {row}: ", file=one.file, row=one.line)
        reason = say(one.message, **in_words(one.values, one.cells, language))
        out.print(
            f"{one.problem_id}  {where}{reason}",
            highlight=False,
            markup=False,
        )
        filled = ", ".join(f"{name}={cell}" for name, cell in one.cells.items() if cell)
        out.print(f"    {filled[:200]}", highlight=False, markup=False, style="dim")
    if rows:
        out.print(say("Mend one with: linkmatch quarantine NUMBER --set 'HEADING=VALUE'"))
        out.print(say("Or leave one out: linkmatch quarantine NUMBER --dismiss 'REASON'"))
    else:
        out.print(say("No row is set aside."))


def _corrected(store: Store, row: int, cells: Sequence[str]) -> dict[str, str]:
    """Read HEADING=VALUE; a heading that the row's file lacks is refused."""
    rows = actions.see_questions(WHO, store)
    headings = next((list(one.cells) for one in rows if one.problem_id == row), None)
    given = {}
    for cell in cells:
        heading, equals, value = cell.partition("=")
        if not equals:
            raise DataError(mark("--set: '{cell}' has no '='; write HEADING=VALUE"), cell=cell)
        if headings is not None and heading not in headings:
            raise DataError(
                mark("--set: the row has no column '{heading}'; its columns are: {headings}"),
                heading=heading,
                headings=", ".join(headings),
            )
        given[heading] = value
    return given


def undo(
    act: Annotated[int | None, typer.Argument(help="Number of the act.")] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Undo an act (an import, an edit, a merge); without a number, list the last ones."""
    store, say = opened(db, language)
    if act is not None:
        own = actions.undo_act(WHO, store, act)
        back = say("Undone; bring it back with: linkmatch undo {batch}", batch=own)
        out.print(say("Dropped; nothing of it was taken in.") if own is None else back)
        return
    printed = _table(
        say("No."), say("What"), say("Who"), say("When"), say("File or note"), say("State")
    )
    acts = [one for one in actions.list_acts(WHO, store, 4 * _LAST) if one.state != "discarded"]
    for one in acts[:_LAST]:
        told = ": ".join(part for part in (one.file, one.note) if part)
        note = told or (str(one.undoes) if one.undoes else "")
        names = (
            act_name(one.act, language, one.settings),
            one.who,
            time_text(one.at, language),
            note,
            state_name(one.state, language),
        )
        printed.add_row(str(one.batch_id), *names)
    out.print(printed)


def runs(
    keep: Annotated[
        str | None, typer.Option(help="Keep all pairs as they stand, by this name.")
    ] = None,
    event: Annotated[str | None, typer.Option(help="Of this event.")] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """List the runs that were kept, or keep one: every pair with its shares, for good."""
    store, say = opened(db, language)
    if keep:
        data = actions.open_stored(WHO, store)
        scorer = actions.prepare(
            WHO, data, weights=weights_for_records(data, db, weights, language)
        )
        before = actions.list_runs(WHO, store, event)
        number = actions.freeze_run(WHO, store, scorer, name=keep, event_id=event)
        out.print(say("Kept as run {number}", number=number), highlight=False)
        if before:
            last = before[0].run_id
            told = say(
                "Compare with: linkmatch compare {before} {after}", before=last, after=number
            )
            out.print(told, highlight=False)
        return
    found = actions.list_runs(WHO, store, event)
    printed = _table(say("No."), say("Name"), say("Who"), say("When"), say("Event"))
    for one in found:
        printed.add_row(
            str(one.run_id), one.name, one.who, time_text(one.at, language), one.event_id or ""
        )
    none = say("No run was kept yet; keep one with: linkmatch runs --keep NAME")
    out.print(printed if found else none)


def compare(
    before: Annotated[int, typer.Argument(help="Number of the earlier run.")],
    after: Annotated[int, typer.Argument(help="Number of the later run.")],
    k: Annotated[
        int | None, typer.Option("-k", min=1, help="Only the first k of each list.")
    ] = None,
    db: Db = None,
    language: Language = "id",
) -> None:
    """Say pair by pair who entered, left or moved between two runs, and why."""
    store, say = opened(db, language)
    found = actions.compare_runs(WHO, store, before, after, k)
    data = actions.open_stored(WHO, store)
    gone = say("no longer in the records")
    table = actions.table_of_changes(
        WHO, found, language, lambda firm_id: data.firm_name(firm_id) or gone
    )
    printed = _table(*map(str, table.columns))
    for row in table.itertuples(index=False):
        printed.add_row(*("" if cell is None or cell != cell else str(cell) for cell in row))
    if len(table):
        out.print(printed)
    out.print(say("{n} pairs stand as before", n=found.n_same))


def _table(*titles: str) -> Printed:
    printed = Printed(box=None, header_style="bold", pad_edge=False)
    for title in titles:
        printed.add_column(title)
    return printed
