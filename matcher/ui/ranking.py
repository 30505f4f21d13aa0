"""Ranking: the first IKM of a need with their moves, and the bar of an influence, as HTML."""

from html import escape

from features.language import decimal, percent
from matcher.listing import LIST_NAMES
from matcher.score import Scorer
from matcher.tuning.influence import Influence
from matcher.tuning.moves import Move
from matcher.ui import session
from matcher.ui.theme import INK, MIST, PETROL, STONE

LONGEST_BAR = 0.5  # of the whole order; few criteria ever decide more


def ranking_table(scorer: Scorer, found: tuple[Move, ...]) -> str:
    """Draw who stands where now, how far each moved, the score, and who stood there before."""
    say = session.say()
    titles = ["", say("Now"), say("Move"), say("Score"), say("Before")]
    head = "".join(f"<th scope='col'>{escape(title)}</th>" for title in titles)
    body = "".join(_row(scorer, one) for one in found)
    return f"<style>{_TABLE}</style><table class='lm-ranks'><tr>{head}</tr>{body}</table>"


def move_text(one: Move) -> str:
    """Write a move: ▲3, ▼2, = or new with the rank before."""
    say = session.say()
    if one.is_new:
        return say("new, was {rank}", rank=one.before)
    if not one.up:
        return "="
    return f"▲{one.up}" if one.up > 0 else f"▼{-one.up}"


def influence_bar(found: Influence) -> str:
    """Draw how much of the order a criterion decides, and say it with its share of its side."""
    say, language = session.say(), session.language()
    share = say("weight {share} of this side", share=percent(found.share, language))
    width = 100 * min(found.real / LONGEST_BAR, 1.0)
    bar = f"<div><div style='width:{width:.1f}%'></div></div>" if found.real else ""
    kind = "lm-real" if found.real else "lm-none"
    return (
        f"<style>{_BAR}</style><div class='lm-influence {kind}'>{bar}"
        f"<span>{escape(found.text(language))}</span><small>{escape(share)}</small></div>"
    )


def _row(scorer: Scorer, one: Move) -> str:
    say, name = session.say(), scorer.data.firm_name
    colour = PETROL if one.fitting else STONE
    rank = f"{one.rank}=" if one.tied else str(one.rank)
    moved = "" if one.is_new or one.up else " class='lm-still'"
    return (
        f"<tr><td>{rank}</td><th scope='row'>{escape(name(one.supplier_id))} "
        f"<small>{escape(say(LIST_NAMES[one.listed]))}</small></th>"
        f"<td{moved}>{escape(move_text(one))}</td>"
        f"<td class='lm-score'><div><div style='width:{100 * one.score:.1f}%;"
        f"background:{colour}'></div></div>{decimal(100 * one.score, session.language())}</td>"
        f"<td class='lm-before'>{escape(name(one.predecessor))}</td></tr>"
    )


_TABLE = f"""
.lm-ranks {{width: 100%; border-collapse: collapse; color: {INK}; font-size: 0.9rem}}
.lm-ranks th, .lm-ranks td {{text-align: left; font-weight: 400; white-space: nowrap; border: 0;
  padding: 0.16rem 0.8rem 0.16rem 0}}
.lm-ranks th[scope=col] {{font-size: 0.8rem; opacity: 0.7}}
.lm-ranks th[scope=row] {{white-space: normal}}
.lm-ranks small {{opacity: 0.65}}
.lm-ranks td + th + td {{color: {PETROL}; font-weight: 600}}
.lm-ranks td.lm-still {{color: inherit; font-weight: 400; opacity: 0.5}}
.lm-score {{width: 24%; text-align: right}}
.lm-score > div {{display: inline-block; width: calc(100% - 2.6rem); background: {MIST};
  border-radius: 3px; margin-right: 0.4rem; vertical-align: middle}}
.lm-score > div > div {{height: 0.8rem; border-radius: 3px}}
.lm-ranks .lm-before {{opacity: 0.65; white-space: normal}}
@media (max-width: 640px) {{
  .lm-ranks th[scope=col], .lm-ranks .lm-before {{display: none}}
  .lm-ranks th, .lm-ranks td {{padding-right: 0.5rem}}
  .lm-ranks small {{display: block}}
  .lm-score {{width: 30%}}
}}
"""
_BAR = f"""
.lm-influence {{display: flex; flex-wrap: wrap; gap: 0.1rem 0.7rem; align-items: center;
  color: {INK}; font-size: 0.85rem; margin-top: -0.6rem}}
.lm-influence > div {{width: 30%; background: {MIST}; border-radius: 3px}}
.lm-influence > div > div {{height: 0.6rem; border-radius: 3px; background: {PETROL}}}
.lm-influence small {{opacity: 0.7}}
"""
