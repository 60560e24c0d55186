"""Every move: what the post needed, what the person brings, what the system gained, and what came second and third.

``moves_told`` gives two frames, both sorted by employee_id:

``MOVES`` (one row a mover)
    employee_id, from_post_id (null: had none), to_post_id, chain_id, gain
    of the new post: subject, need, filled_before, filled_after, shortage_before, shortage_after
    parts of the gain in whole points: part_fit, part_wish, part_distance, part_disruption, part_selection,
    part_release, part_last_resort, part_assessed
    what the person brings: experience_months in the field of the new post (null: not recorded), certificates (those
    that the job asks and the person holds), certificates_asked (how many it asks), certified_subject (holds a
    certificate of the post's subject; null where the post has none), competencies_asked, competencies_met,
    competencies_unknown (asked, but never assessed)
    what the system gained: chain_size (people), chain_from_post_id (the seat that the chain leaves; null: it begins
    with a person without a seat, or is a ring), chain_to_post_id (the seat that it fills; null: a ring), chain_ring,
    chain_closes (seats short closed there, less those opened where it left), chain_saved (shortage cost saved)
    others for the seat, never who: rivals (other people who might take it and do not), next_behind_shortage,
    next_behind_gain (by how much the next of them is behind; null without one)

``ALTERNATIVES`` (two rows a mover at most)
    employee_id, place (2, 3: next in standing after the seat given), post_id (the own one among them: staying),
    gain, behind_shortage, behind_gain, behind_moves, behind_tie: how much worse by level; the first that is not
    zero decides, positive is worse. A gain is lacking where behind_shortage is 0 and behind_gain above 0.
"""

from typing import Final

import polars as pl

from penata.merit import PARTS

MOVES: Final = pl.Schema({
    "employee_id": pl.String(), "from_post_id": pl.String(), "to_post_id": pl.String(), "chain_id": pl.String(),
    "gain": pl.Int64(), "subject": pl.String(), "need": pl.Int64(), "filled_before": pl.Int64(),
    "filled_after": pl.Int64(), "shortage_before": pl.Int64(), "shortage_after": pl.Int64(),
    **{f"part_{part}": pl.Int64() for part in PARTS},
    "experience_months": pl.Int64(), "certificates": pl.List(pl.String()), "certificates_asked": pl.Int64(),
    "certified_subject": pl.Boolean(), "competencies_asked": pl.Int64(), "competencies_met": pl.Int64(),
    "competencies_unknown": pl.Int64(),
    "chain_size": pl.Int64(), "chain_from_post_id": pl.String(), "chain_to_post_id": pl.String(),
    "chain_ring": pl.Boolean(), "chain_closes": pl.Int64(), "chain_saved": pl.Int64(),
    "rivals": pl.Int64(), "next_behind_shortage": pl.Int64(), "next_behind_gain": pl.Int64(),
})  # fmt: skip

ALTERNATIVES: Final = pl.Schema({
    "employee_id": pl.String(), "place": pl.Int64(), "post_id": pl.String(), "gain": pl.Int64(),
    "behind_shortage": pl.Int64(), "behind_gain": pl.Int64(), "behind_moves": pl.Int64(), "behind_tie": pl.Int64(),
})  # fmt: skip
