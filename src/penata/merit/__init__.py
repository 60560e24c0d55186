"""Why a person and a post suit each other: whole points, part by part, and the gain of a move.

The gain of a move is the sum of PARTS, each rounded (halves up) to whole points under ``policy.weights``; staying is 0.

- ``fit``: education, experience, subject, certificates and competencies there minus here. Only
  what is known of both seats is compared; for a person without a seat, "here" is the middle.
- ``wish``: the dearest wish that the seat grants, or the cost of a refusal, minus the wish for the own seat.
- ``distance``: how much nearer home, or without a home how far from the own seat; unknown counts nothing.
- ``disruption``: what any move costs a person who has a seat.
- ``selection``: performance, experience and potential, where the person wants the seat or it is a step up.
- ``release``: who may leave a post with too many, and nobody protected unasked; performance plays no part.
- ``last_resort``: open gates that the policy treats so.
- ``assessed``: points from ``scores``, in place of all the others.
- ``development``, ``rotation``, ``breadth``: a first managerial post, away after long service, to what is new to
  the person; without points unless the policy weighs them.

What is not recorded never counts as zero: it stands in the middle, or is left out of the comparison.
"""

from penata.merit.competence import competence_gap
from penata.merit.gain import PARTS, Merit, fit_percent, gains, parts, prepared, wish_ranks
from penata.merit.sheet import CRITERION_LABELS, POINTS_SHEET, Sheets, points_sheet
from penata.merit.shortlist import SHORTLIST_PARTS, shortlist_points, shortlist_sheet
from penata.merit.talent import talent_boxes
from penata.merit.wishes import asked_places, wish_order

__all__ = [
    "CRITERION_LABELS",
    "PARTS",
    "POINTS_SHEET",
    "SHORTLIST_PARTS",
    "Merit",
    "Sheets",
    "asked_places",
    "competence_gap",
    "fit_percent",
    "gains",
    "parts",
    "points_sheet",
    "prepared",
    "shortlist_points",
    "shortlist_sheet",
    "talent_boxes",
    "wish_order",
    "wish_ranks",
]
