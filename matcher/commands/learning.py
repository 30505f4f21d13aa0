"""The command that says what outcomes suggest of the weights, and takes them on by name: learn."""

import json
from typing import Annotated

import typer
from rich.table import Table

from features.language import Translate, mark, translator
from matcher import actions
from matcher.access import LOCAL_PLANNER as WHO
from matcher.commands.evaluating import Data, History
from matcher.commands.options import Db, Language, following, opened, out
from matcher.errors import DataError
from matcher.explain import title_of
from matcher.learn.lesson import Lesson
from matcher.learn.telling import among_ten, basis, bounds, share_text, verdict
from matcher.opening import open_data, weights_for_records
from matcher.weights import load_weights


def learn(
    history: History = None,
    data: Data = None,
    accept: Annotated[
        str | None, typer.Option("--accept", help="Your name: the store goes by them from now on.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", help="TOML file with weights to start from.")
    ] = None,
    db: Db = None,
    language: Language = "id",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Learn weights from what came of past needs; nothing changes unless you accept them."""
    say = translator(language)
    if accept is not None and (history or data):
        raise DataError(mark("--accept is for the store; leave out --history and --data"))
    if history:
        with following(say("Learn from outcomes")) as told:
            lesson = actions.learn_from_history(WHO, history, load_weights(weights), told)
    else:
        records = open_data((data, db), language, quiet=True)
        start = weights_for_records(records, db, weights, language)
        with following(say("Learn from outcomes")) as told:
            lesson = actions.learn_weights(WHO, records, start, progress=told)
    if as_json:
        typer.echo(json.dumps(lesson.to_json(), indent=2, ensure_ascii=False))
    else:
        _print(lesson, say, language)
    if accept is not None:
        _accept(lesson, accept, db, language)


def _accept(lesson: Lesson, name: str, db: str | None, language: str) -> None:
    store, say = opened(db, language)
    if lesson.kept:
        raise DataError(mark("there is nothing to accept: the weights in use stay"))
    number = actions.accept_weights(WHO, store, lesson, name)
    _show(say("Accepted as weights {id}; they count from now on.", id=number))


def _print(lesson: Lesson, say: Translate, language: str) -> None:
    for message, values in lesson.remarks:
        _show(say(message, **values))
    _show(verdict(lesson, say))
    if not lesson.mrr:
        return
    _show(basis(lesson, say, language))
    _show(among_ten(lesson, say, language))
    table = Table(box=None, pad_edge=False, header_style="")
    for title in (say("Criterion"), say("Before"), say("After"), say("95% sure")):
        table.add_column(title)
    for one in lesson.changes:
        if one.before or one.after:
            shares = [share_text(share, language) for share in (one.before, one.after)]
            title = title_of(one.criterion, language)
            table.add_row(title, *shares, bounds(one, say, language))
    out.print(table)


def _show(text: str) -> None:
    out.print(text, highlight=False, markup=False)
