"""Every post still short: from all employees to none, step by step, and what would help.

``vacancies_told`` gives three frames, sorted by post_id:

``VACANCIES`` (one row a post with a shortage after the plan)
    post_id, need, filled_after, shortage_after
    state: PLANNED, COMMITTEE (a leading post), NOT_PLANNED (its category is kept), GAVE (it gave somebody to a post in
    greater need; its safe minimum is kept)
    candidates: people on other seats who may come; needed_elsewhere: those among them whose leaving would cost a
    heavier shortage

``STEPS`` (the funnel of each planned post, in the order of the steps)
    post_id, place, stage (AGENCY, CATEGORY, LEVEL, WIDER or SCORED, ORIGIN, a rule id, ``GATE:`` and a rule id,
    CANDIDATES, PERSONAL), remaining (people left after the step; null where it would tell on a few), lost, words
    (Indonesian)

``HELPS`` (what alone stands between a post and people, the most first)
    post_id, place (from 1), obstacle (a rule id, ``GATE:`` and a rule id, ORIGIN, PERSONAL), people (who would be
    candidates if it alone were settled), free (those of them whose own post could spare them), words
"""

from typing import Final

import polars as pl

VACANCIES: Final = pl.Schema({
    "post_id": pl.String(), "need": pl.Int64(), "filled_after": pl.Int64(), "shortage_after": pl.Int64(),
    "state": pl.String(), "candidates": pl.Int64(), "needed_elsewhere": pl.Int64(),
})  # fmt: skip

STEPS: Final = pl.Schema({
    "post_id": pl.String(), "place": pl.Int64(), "stage": pl.String(), "remaining": pl.Int64(), "lost": pl.Int64(),
    "words": pl.String(),
})  # fmt: skip

HELPS: Final = pl.Schema({
    "post_id": pl.String(), "place": pl.Int64(), "obstacle": pl.String(), "people": pl.Int64(), "free": pl.Int64(),
    "words": pl.String(),
})  # fmt: skip
