"""Figures: large numbers with their words, and bars of parts, as HTML."""

from collections.abc import Sequence
from html import escape

from matcher.ui.theme import INK, MIST

Figure = tuple[str, str, str]  # the number, what it counts, and a remark or ''


def figures(boxes: Sequence[Figure]) -> str:
    """Write figures side by side; on a phone they stand in as many columns as fit."""
    cells = [
        f"<div><b>{escape(number)}</b><span>{escape(words)}</span><small>{escape(more)}</small></div>"
        for number, words, more in boxes
    ]
    return f"<style>{_FIGURES}</style><div class='lm-figures'>{''.join(cells)}</div>"


def shares(parts: Sequence[tuple[int, str, str]]) -> str:
    """Draw counts as the parts of one bar, with a legend: count, colour, words."""
    bars = [f"<div style='flex:{n};background:{colour}'></div>" for n, colour, _ in parts if n]
    words = [
        f"<span><i style='background:{colour}'></i><b>{n}</b> {escape(text)}</span>"
        for n, colour, text in parts
    ]
    return (
        f"<style>{_SHARES}</style><div class='lm-coverage'>{''.join(bars)}</div>"
        f"<div class='lm-legend'>{''.join(words)}</div>"
    )


_FIGURES = f"""
.lm-figures {{display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr));
  gap: 0.75rem; color: {INK}}}
.lm-figures > div {{border-left: 3px solid {MIST}; padding-left: 0.75rem; display: flex;
  flex-direction: column}}
.lm-figures b {{font-size: 1.9rem; line-height: 1.15; font-weight: 600}}
.lm-figures small {{font-size: 0.85rem; opacity: 0.75}}
"""
_SHARES = f"""
.lm-coverage {{display: flex; gap: 2px; height: 1.6rem; border-radius: 3px; overflow: hidden;
  background: {MIST}}}
.lm-legend {{display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; margin-top: 0.5rem; color: {INK}}}
.lm-legend i {{display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 2px;
  margin-right: 0.4rem}}
"""
