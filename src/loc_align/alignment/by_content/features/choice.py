"""Some items of the source against some of the target, with what each says of the other's words."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from loc_align.alignment.by_content.features.runs import Half, choose
from loc_align.alignment.by_content.pairing.pairing import Floats, Ints, Pairing


class Choice(Struct, frozen=True):
    """The chosen items of both sides."""

    pairing: Pairing
    source: Half
    target: Half
    forward: Floats
    """For each source word how much of it each target item translates."""
    backward: Floats
    """For each target word how much of it each source item translates."""


def choose_both(pairing: Pairing, rows: Ints, columns: Ints) -> Choice:
    """Lay out the words of some source and some target items.

    Args:
        pairing: the documents.
        rows: the source items, rising.
        columns: the target items, rising.
    """
    source = choose(pairing.source, pairing.source_words, rows)
    target = choose(pairing.target, pairing.target_words, columns)
    own, other = source.numbers, target.numbers
    e, f = local(pairing.e, own), local(pairing.f, other)
    both = (e >= 0) & (f >= 0)
    e, f, there, back = e[both], f[both], pairing.forward[both], pairing.backward[both]
    forward = _gathered(e, there[:, None] * target.words.T[f], len(own))
    order = np.argsort(f, kind="stable")
    backward = _gathered(f[order], back[order][:, None] * source.words.T[e[order]], len(other))
    return Choice(pairing, source, target, forward, backward)


def local(numbers: Ints, chosen: Ints) -> Ints:
    """The places of some numbers among the chosen ones, which rise; -1 where they are none of them."""
    at = np.searchsorted(chosen, numbers)
    at[at == len(chosen)] = 0
    return np.where(chosen[at] == numbers, at, -1) if len(chosen) else np.full(len(numbers), -1)


def _gathered(keys: Ints, rows: Floats, count: int) -> Floats:
    """Add up the rows of equal keys, which rise."""
    table = np.zeros((count, rows.shape[1]), np.float32)
    if len(keys):
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        table[keys[starts]] = np.add.reduceat(rows, starts, axis=0)
    return table
