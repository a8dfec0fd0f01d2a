"""The training, development, and test sets of a corpus."""

from __future__ import annotations

from loc_align.corpora.engine import Engine
from loc_align.corpora.features import DOCUMENTS
from loc_align.corpora.settings import CorpusSettings

SPLITS = ("train", "dev", "test", "machine")
"""The sets. The last one has machine translation that is kept apart."""
_KEYS = ("near_source", "near_target")


def split(engine: Engine, settings: CorpusSettings) -> int:
    """Divide the rows of the table ``kept`` into sets, and store the number of each row with its set as ``splits``.

    A document is in the same set in all languages, because the set follows from its path without the locale. No two
    sets have a source or a target in common, or near-equal ones, except the two for training. The source of one row is
    compared with the target of another, too, because a corpus can have both directions of a pair of languages.

    Args:
        engine: the database.
        settings: the sizes of the sets, and the guard.

    Returns:
        The number of rows that the guard took. They are in the table ``leaks``.
    """
    test = round(settings.test * DOCUMENTS)
    dev = test + round(settings.dev * DOCUMENTS)
    apart = "machine" if settings.machine == "apart" else "FALSE"
    engine.create(
        "parted",
        f"SELECT n, near_source, near_target, total, CASE WHEN {apart} THEN 3 WHEN document < {test} THEN 2 "  # noqa: S608
        f"WHEN document < {dev} THEN 1 ELSE 0 END AS part FROM kept",
    )
    train, dev_, test_ = "part IN (0, 3)", "part = 1", "part = 2"
    first, middle, last = (test_, dev_, train) if settings.guard == "train" else (train, dev_, test_)
    engine.create("guarded_0", _rows(first))
    engine.create("guarded_1", _apart(middle, "guarded_0"))
    engine.create("guarded_2", _apart(last, "guarded_0", "guarded_1"))
    engine.create("splits", " UNION ALL ".join(f"SELECT n, part, total FROM guarded_{at}" for at in range(3)))  # noqa: S608
    engine.create("leaks", "SELECT n FROM parted ANTI JOIN splits USING (n)")
    for name in ("guarded_0", "guarded_1", "guarded_2", "parted"):
        engine.drop(name)
    ((count,),) = engine.rows("SELECT count(*) FROM leaks")
    return int(count)


def _rows(condition: str) -> str:
    return f"SELECT * FROM parted WHERE {condition}"  # noqa: S608 - a condition of our own


def _apart(condition: str, *others: str) -> str:
    """Return the query of the rows that have nothing in common with other sets."""
    joins = "".join(
        f" ANTI JOIN (SELECT near_source AS text FROM {other} UNION SELECT near_target AS text FROM {other}) "  # noqa: S608 - as above
        f"AS {other}_{key} ON p.{key} = {other}_{key}.text"
        for other in others
        for key in _KEYS
    )
    return f"SELECT p.* FROM ({_rows(condition)}) AS p{joins}"  # noqa: S608 - as above
