"""Every wish: granted, or what stood against it, by how much, and how many stood before; never who.

``wishes_told`` gives ``WISHES``, one row for each row of the table ``wishes``, in its order:

    employee_id, rank, stance (WANT, ACCEPT, REFUSE), request, and the place as stated: wished_post_id,
    wished_unit_id, wished_district_id
    status: see ``Answer``
    reason: why, as a code (see ``REASONS``); null where granted or honoured
    post_id: the post that the answer speaks of: the one given, else of the candidate posts there the nearest to
    being granted (exactly, as points_needed), else (no candidate there) the one that would suit the person's job best;
    null: no post there
    posts_there, posts_considered: posts in the place, and candidate posts of this person among them
    rules: ids of the rules that bar or whose gate the policy forbids; those on personal conditions are left out and
    told by ``personal``
    points (the person's own there, where priced out or moved there)
    points_needed (so many would have been enough, and one less not, everything else being as it is: see
    ``penata.explain.told.enough``; never less than points + behind_gain; null where no points help or none are needed)
    behind_shortage, behind_gain, behind_moves, behind_tie: how much the seat is behind the one the person has under
    the plan (price and cost there minus price and cost here), by level; positive is worse, the first that is not zero
    decides; null where the seat is no candidate
    level: SHORTAGE, GAIN, MOVES or TIE: the level that decided (exactly, as points_needed; null where nothing did)
    ahead: other people who hold the seat under the plan or stood before this person for it; never who
    need, filled_before, filled_after, moved_in (who came by the plan), of post_id
    words: one Indonesian sentence that a clerk can follow
"""

from enum import StrEnum
from typing import Final

import numpy as np
import polars as pl

from penata.explain.told.closed import closed_places
from penata.explain.told.enough import leaves_short, short_of
from penata.explain.told.standings import LEVEL_NAMES, Standings, deciding_level
from penata.merit.points import Words
from penata.planning import Workings
from penata.planning.problem import NOBODY, Ints, Mask
from penata.vocabulary import Stance


class Answer(StrEnum):
    """What became of a wish."""

    GRANTED = "GRANTED"
    ALREADY_THERE = "ALREADY_THERE"
    LOST = "LOST"
    BARRED = "BARRED"
    GATE_FORBIDDEN = "GATE_FORBIDDEN"
    NOT_OPEN = "NOT_OPEN"
    DECIDED = "DECIDED"
    HONOURED = "HONOURED"
    OVERRIDDEN = "OVERRIDDEN"
    REMAINS = "REMAINS"


REASONS: Final = {
    "HOME_SHORT": "LOST: the seat that the person leaves would be short, and that weighs more",
    "SEAT_COSTLY": "LOST: room there could only be made by a shortage elsewhere",
    "NO_ROOM": "LOST: nobody there could make room within the bounds of the posts",
    "POINTS": "LOST: fewer points than needed",
    "MOVES": "LOST: the same points need more moves",
    "TIE": "LOST: equal in everything; the fixed tie-breaker decided",
    "LIMIT": "LOST: a side limit of the plan binds, and decides among the moves that would be good",
    "DEARER": "LOST: another wish of the same person, a dearer one, was granted",
    "EQUAL": "LOST: equal in everything; who else moved decided",
    "NOT_COUNTED": "NOT_OPEN: the person is not among those who are planned (standing or kind of employment)",
    "NO_POST": "NOT_OPEN: no post in that place",
    "NO_NEED": "NOT_OPEN: the need of the post is not known, it is frozen",
    "COMMITTEE": "NOT_OPEN: a leading post, the committee decides",
    "NOT_PLANNED": "NOT_OPEN: the category is not planned",
    "ORIGIN": "NOT_OPEN: the person's own post is not planned or its need is not known",
    "OTHER_AGENCY": "NOT_OPEN: a post of another agency",
    "OTHER_JOB": "NOT_OPEN: another job",
    "OTHER_LEVEL": "NOT_OPEN: another level of the job",
    "TOO_FAR": "NOT_OPEN: beyond the distance that the policy considers",
    "NOT_SCORED": "NOT_OPEN: only pairs with a score from outside are considered",
    "DECISION": "DECIDED: a decision of the agency keeps the person elsewhere",
    "RULE": "BARRED: a rule of law",
    "GATE": "GATE_FORBIDDEN: an approval is missing, and the policy does not plan without it",
}
"""Codes of ``reason`` with the status that they belong to."""

WISHES: Final = pl.Schema({
    "employee_id": pl.String(), "rank": pl.Int64(), "stance": pl.String(), "request": pl.Boolean(),
    "wished_post_id": pl.String(), "wished_unit_id": pl.String(), "wished_district_id": pl.String(),
    "status": pl.String(), "reason": pl.String(), "post_id": pl.String(), "posts_there": pl.Int64(),
    "posts_considered": pl.Int64(), "rules": pl.List(pl.String()), "personal": pl.Boolean(), "points": pl.Int64(),
    "points_needed": pl.Int64(), "behind_shortage": pl.Int64(), "behind_gain": pl.Int64(), "behind_moves": pl.Int64(),
    "behind_tie": pl.Int64(), "level": pl.String(), "ahead": pl.Int64(), "need": pl.Int64(),
    "filled_before": pl.Int64(), "filled_after": pl.Int64(), "moved_in": pl.Int64(), "words": pl.String(),
})  # fmt: skip


def wishes_told(work: Workings, standings: Standings) -> pl.DataFrame:
    """The answer to every wish of a dataset; nothing is solved.

    Candidate posts are answered from the plan's prices; places without one are put to the rules, all in one call.
    """
    rows = _rows(work)
    near = _nearest(rows, work, standings)
    rows = rows.with_columns(near).with_columns(_status().alias("status")).with_columns(_dearer().alias("dearer"))
    rows = _nearest_exactly(rows, work)
    lost = _priced(rows.filter(pl.col("status") == Answer.LOST), work, standings)
    shut = closed_places(work, rows.filter(pl.col("status").is_null()))
    rows = rows.join(lost, on="row", how="left", validate="1:1", maintain_order="left")
    rows = rows.join(shut.rename({"post": "_shut", "reason": "_reason", "words": "_words"}), on="row", how="left",
                     validate="1:1", maintain_order="left")  # fmt: skip
    rows = rows.with_columns(
        pl.when("dearer")
        .then(pl.lit("DEARER"))
        .when(pl.col("status") == Answer.DECIDED)
        .then(pl.lit("DECISION"))
        .otherwise(pl.coalesce("reason", "_reason"))
        .alias("reason"),
        pl.coalesce(pl.col("_shut").cast(pl.Int64), "post").alias("post"),
        pl.coalesce("status", pl.col("_reason").replace_strict(_STATUS_OF, default=Answer.NOT_OPEN)).alias("status"),
        pl.when(pl.col("status").is_in(_MOVED)).then("given").otherwise("points").alias("points"),
        pl.col("rules").fill_null([]),
        pl.col("personal").fill_null(value=False),
    ).join(_seats(work), on="post", how="left", validate="m:1", maintain_order="left")
    return rows.with_columns(_words().alias("words")).select(WISHES.names()).cast(WISHES)


_PLACES: Final = ("post_id", "unit_id", "district_id")
_MOVED: Final = (Answer.GRANTED, Answer.OVERRIDDEN)
_STATUS_OF: Final = {"RULE": Answer.BARRED, "GATE": Answer.GATE_FORBIDDEN}


def _rows(work: Workings) -> pl.DataFrame:
    """The wishes with who made them, the seats before and after, and whether these lie in the place."""
    facts = work.facts
    after = pl.DataFrame({"person": facts.persons["person"], "after": _after(work)})
    places = facts.posts.select(pl.col("post").cast(pl.Int64), *_PLACES)
    rows = (
        work.dataset["wishes"].drop("reason").with_row_index("row")
        .rename({place: f"wished_{place}" for place in _PLACES})
        .join(facts.persons.select("employee_id", "person", "counted", pl.col("post").cast(pl.Int64).alias("before")),
              on="employee_id", how="left", validate="m:1", maintain_order="left")
        .join(after, on="person", how="left", validate="m:1", maintain_order="left")
    )  # fmt: skip
    for side in ("before", "after"):
        ends = places.rename({"post": side, **{place: f"{side}_{place}" for place in _PLACES}})
        rows = rows.join(ends, on=side, how="left", validate="m:1", maintain_order="left")
        there = [pl.col(f"wished_{p}") == pl.col(f"{side}_{p}") for p in _PLACES]
        rows = rows.with_columns(pl.coalesce(*there, pl.lit(value=False)).alias(f"{side}_there"))
    for place in _PLACES:
        count = facts.posts.group_by(pl.col(place).alias(f"wished_{place}")).agg(
            pl.len().cast(pl.Int64).alias(f"_{place}")
        )
        rows = rows.join(count, on=f"wished_{place}", how="left", validate="m:1", maintain_order="left")
    stays = pl.col("before").eq_missing(pl.col("after"))
    return rows.with_columns(
        pl.coalesce(*(f"_{place}" for place in _PLACES), pl.lit(0)).alias("posts_there"), stays.alias("stays")
    )


def _after(work: Workings) -> pl.Series:
    """Row number of the post of every person under the plan, null for none."""
    seats = work.facts.persons["post"].cast(pl.Int64).fill_null(NOBODY).to_numpy().copy()
    problem, chosen = work.problem, work.solution.chosen
    seats[problem.persons] = np.where(chosen == NOBODY, NOBODY, problem.posts[problem.post[chosen]])
    return pl.Series("after", seats).replace(NOBODY, None)


def _nearest(rows: pl.DataFrame, work: Workings, standings: Standings) -> pl.DataFrame:
    """Pair (of the problem, -1 for none), posts_considered, is_open, post: the candidate there that lacks least."""
    problem, posts = work.problem, work.facts.posts
    person = problem.rank[rows["person"].to_numpy()]
    pair, count = np.full(rows.height, NOBODY, np.int64), np.zeros(rows.height, np.int64)
    is_open = np.zeros(rows.height, np.bool_)
    for place in _PLACES:
        asked = rows[f"wished_{place}"]
        words = Words.of(asked)
        at = np.flatnonzero(asked.is_not_null().to_numpy() & (person != NOBODY))
        place_of_post = words.numbers(posts[place])[problem.posts]
        found = standings.best_in(person[at], words.numbers(asked)[at], place_of_post)
        pair[at], count[at], is_open[at] = found
    at_post = np.append(problem.posts, NOBODY)[np.append(problem.post, NOBODY)[pair]]
    seated = rows["after"].fill_null(NOBODY).to_numpy()
    post = np.where(rows["after_there"].to_numpy(), seated, at_post)
    held = np.append(work.solution.chosen, NOBODY)[person]
    gain = pl.Series("given", np.append(problem.gain, 0)[held].astype(np.int64))
    return pl.DataFrame({"pair": pair, "posts_considered": count, "is_open": is_open}).with_columns(
        pl.Series("post", post).replace(NOBODY, None), gain
    )


def _nearest_exactly(rows: pl.DataFrame, work: Workings) -> pl.DataFrame:
    """The rows with ``pair`` and ``post`` of lost wishes for a unit or district made exact: of the open candidates
    there the one that the best plan could give at the least loss. Prices only bound that loss from below.
    """
    problem, posts = work.problem, work.facts.posts
    asked = rows.filter((pl.col("status") == Answer.LOST) & pl.col("wished_post_id").is_null())
    rank = problem.rank[asked["person"].to_numpy()]
    count = problem.start[rank + 1] - problem.start[rank]
    at = np.repeat(np.arange(asked.height), count)
    pair = np.arange(len(at)) - np.repeat(np.cumsum(count) - count - problem.start[rank], count)
    at, pair = at[work.scope.allowed[pair]], pair[work.scope.allowed[pair]]
    there = np.zeros(len(at), np.bool_)
    for place in _PLACES[1:]:
        words = Words.of(asked[f"wished_{place}"])
        wanted, found = words.numbers(asked[f"wished_{place}"]), words.numbers(posts[place])[problem.posts]
        named = asked[f"wished_{place}"].is_not_null().to_numpy()
        there |= named[at] & (found[problem.post[pair]] == wanted[at])
    at, pair = at[there], pair[there]
    exact = ~_bound(work, rank[at])  # under a limit chains of others tell nothing: what is nearest at the prices stays
    at, pair = at[exact], pair[exact]
    missing, there_is = short_of(work, rank[at], pair)
    best = np.lexsort((*missing.T[::-1], ~there_is, at))
    best = best[np.unique(at[best], return_index=True)[1]]
    nearest = pl.DataFrame({
        "row": asked["row"].gather(at[best]), "_pair": pair[best], "_post": problem.posts[problem.post[pair[best]]],
    })  # fmt: skip
    return rows.join(nearest, on="row", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.coalesce("_pair", "pair").alias("pair"), pl.coalesce("_post", "post").alias("post")
    ).drop("_pair", "_post")  # fmt: skip


def _status() -> pl.Expr:
    """The answer as far as prices and decisions tell it; null where the person is no candidate there."""
    stays, there = pl.col("stays"), pl.col("after_there")
    refused = pl.col("stance") == Stance.REFUSE
    return (
        pl.when(refused & ~there)
        .then(pl.lit(Answer.HONOURED))
        .when(refused & stays)
        .then(pl.lit(Answer.REMAINS))
        .when(refused)
        .then(pl.lit(Answer.OVERRIDDEN))
        .when(there & stays)
        .then(pl.lit(Answer.ALREADY_THERE))
        .when(there)
        .then(pl.lit(Answer.GRANTED))
        .when(pl.col("pair") == NOBODY)
        .then(pl.lit(None, pl.String))
        .when("is_open")
        .then(pl.lit(Answer.LOST))
        .otherwise(pl.lit(Answer.DECIDED))
    )


def _dearer() -> pl.Expr:
    """Whether a wish was priced out while a dearer one of the same person is granted: wants before accepts, by rank."""
    order = (pl.col("stance") != Stance.WANT).cast(pl.Int64) * _AFTER_ALL_WANTS + pl.col("rank").fill_null(
        _AFTER_ALL_WANTS - 1
    )
    held = pl.col("status").is_in([Answer.GRANTED, Answer.ALREADY_THERE])
    dearest = order.filter(held).min().over("employee_id")
    return ((pl.col("status") == Answer.LOST) & (order > dearest)).fill_null(value=False)


_AFTER_ALL_WANTS: Final = 2**32


def _priced(rows: pl.DataFrame, work: Workings, standings: Standings) -> pl.DataFrame:
    """What is lacking where a wish was priced out, by row."""
    problem = work.problem
    person, pair = problem.rank[rows["person"].to_numpy()], rows["pair"].to_numpy()
    behind, bound = standings.behind(person, pair), _bound(work, person)
    missing, there_is = np.zeros((len(person), len(LEVEL_NAMES)), np.int64), np.zeros(len(person), np.bool_)
    missing[~bound], there_is[~bound] = short_of(work, person[~bound], pair[~bound])
    level = np.where(bound, _LIMIT, np.where(there_is, deciding_level(missing), _NO_ROOM))
    points = problem.gain[pair].astype(np.int64)
    wins = (missing[:, 2] < 0) | ((missing[:, 2] == 0) & (missing[:, 3] < 0))
    needed = pl.Series("points_needed", points + missing[:, 1] + ~wins)
    enough = pl.Series(there_is & (missing[:, 0] == 0))
    return rows.select("row").with_columns(
        pl.Series("points", points),
        pl.select(pl.when(enough).then(needed).alias("points_needed")).to_series(),
        *(pl.Series(f"behind_{name.lower()}", behind[:, i]) for i, name in enumerate(LEVEL_NAMES)),
        pl.Series("level", [(*LEVEL_NAMES, None, "SHORTAGE", None)[i] for i in level], dtype=pl.String),
        pl.Series("ahead", standings.ahead(person, pair)),
        pl.Series("reason", _reasons(level, work, person, pair), dtype=pl.String),
    )


_NO_ROOM: Final = len(LEVEL_NAMES) + 1
_LIMIT: Final = _NO_ROOM + 1


def _bound(work: Workings, person: Ints) -> Mask:
    """Whose component a binding limit touches (k)."""
    if work.limits is None or not work.is_bound:
        return np.zeros(len(person), np.bool_)
    component = np.searchsorted(work.problem.person_bound, person, side="right") - 1
    return work.limits.bound_components(work.problem)[component]


def _reasons(level: Ints, work: Workings, person: Ints, pair: Ints) -> list[str]:
    """Code of each reason; a shortage is the home's where nobody would fill the seat held."""
    at_level = np.array(["SEAT_COSTLY", "POINTS", "MOVES", "TIE", "EQUAL", "NO_ROOM", "LIMIT"], np.str_)
    reasons: list[str] = at_level[level].tolist()
    short = np.flatnonzero(level == 0)
    for at in short[leaves_short(work, person[short], pair[short])].tolist():
        reasons[at] = "HOME_SHORT"
    return reasons


def _seats(work: Workings) -> pl.DataFrame:
    """The posts of the facts with their counts before and after, and where they are."""
    problem, posts = work.problem, work.facts.posts
    after = posts["filled"].to_numpy().copy()
    after[problem.posts] = work.solution.heads
    moved = work.solution.chosen[work.solution.chosen != NOBODY]
    moved = moved[~problem.stays()[moved]]
    came = np.bincount(problem.posts[problem.post[moved]], minlength=posts.height)
    return posts.select(
        pl.col("post").cast(pl.Int64), "post_id", pl.col("unit").fill_null(pl.col("post_id")).alias("unit"), "need",
        pl.col("filled").alias("filled_before"),
    ).with_columns(pl.Series("filled_after", after), pl.Series("moved_in", came))  # fmt: skip


_POINTS: Final = ("points", "points_needed")


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.replace("-", "−", literal=True)


def _words() -> pl.Expr:
    """One sentence for every answer."""
    short_there = pl.when("stays").then(pl.lit("yang ditinggalkan akan")).otherwise(pl.lit("yang diberikan lebih"))
    said = {
        "HOME_SHORT": pl.format("Formasi {} kekurangan, dan itu lebih berat; poin tidak dapat menggantinya.",
                                short_there),
        "SEAT_COSTLY": pl.lit("Tempat di sana hanya dapat dibuat dengan kekurangan di formasi lain."),
        "NO_ROOM": pl.lit("Tidak ada kursi di sana yang dapat dikosongkan dalam batas formasi."),
        "POINTS": pl.format("Kurang {} poin untuk {}: poin sendiri {}, diperlukan {}.",
                            pl.col("points_needed") - pl.col("points"), "unit", *map(_number, _POINTS)),
        "MOVES": pl.lit("Poinnya sama, tetapi memerlukan lebih banyak perpindahan."),
        "TIE": pl.lit("Semua sama; pemutus seri yang tetap, yang tidak memandang orang, menentukan."),
        "LIMIT": pl.lit("Perpindahan dibatasi ([limits]); di bawah batas itu perpindahan ini tidak termasuk."),
        "DEARER": pl.lit("Aspirasi lain pegawai ini, yang lebih utama, sudah terpenuhi."),
        "EQUAL": pl.lit("Setara dalam segala hal; susunan pegawai lain menentukan."),
    }  # fmt: skip
    of_status = {
        Answer.GRANTED: pl.format("Dikabulkan: {}.", "unit"),
        Answer.ALREADY_THERE: pl.lit("Sudah di sana dan tetap di sana."),
        Answer.DECIDED: pl.lit("Ada keputusan instansi tentang pegawai ini yang harus dipatuhi rencana."),
        Answer.HONOURED: pl.lit("Dihormati: tidak ditempatkan di sana."),
        Answer.OVERRIDDEN: pl.format("Ditempatkan di {} meskipun menolak: kebutuhan di sana lebih berat.", "unit"),
        Answer.REMAINS: pl.lit("Tetap di tempat yang ditolak: tidak ada tempat lain yang lebih baik."),
    }
    words = pl.col("_words")
    for reason, sentence in said.items():
        words = pl.when(pl.col("reason") == reason).then(sentence).otherwise(words)
    for status, sentence in of_status.items():
        words = pl.when(pl.col("status") == status).then(sentence).otherwise(words)
    return words
