"""The assignment itself: the right people, each on one seat they may hold, all decisions and limits kept."""

import numpy as np
import polars as pl

from penata.planning.verify.ground import Ground, Ints, Mask, rows_of
from penata.planning.verify.verdict import Code, Findings
from penata.vocabulary import DecisionKind

TABLE = "assignments"


def placed(ground: Ground, assignments: pl.DataFrame, findings: Findings) -> Ints:
    """Post of everyone under the plan (n), NONE without one; what cannot be read counts as "stays"."""
    person = rows_of(assignments["employee_id"], ground.person_ids)
    post = rows_of(assignments["post_id"], ground.post_ids)
    findings.looked("baris penempatan", assignments.height)
    _known(assignments, person, post, findings)
    listed = np.zeros(len(ground.own), np.bool_)
    listed[person[person >= 0]] = True
    lost = np.flatnonzero((ground.own >= 0) & ~listed)
    findings.looked("pegawai yang harus tercantum", int((ground.own >= 0).sum()))
    findings.add(
        Code.LOST_PERSON, TABLE, ((ground.person_ids[int(i)], ground.post_name(ground.own[i]), None) for i in lost),
        "pegawai berformasi tidak tercantum dalam penempatan",
    )  # fmt: skip
    after = ground.own.copy()
    named = assignments["post_id"].is_not_null().to_numpy()
    usable = (person >= 0) & ((post >= 0) | ~named)
    after[person[usable][::-1]] = post[usable][::-1]  # of doubled rows the first one counts
    _seated(ground, after, listed, findings)
    return after


def check_placement(ground: Ground, after: Ints, pair_row: Ints, findings: Findings) -> None:
    """Candidates, decisions and limits; ``pair_row`` (n) is the candidate pair of each seat, NONE where none is."""
    moved = (after != ground.own) & (after >= 0)
    findings.looked("perpindahan termasuk calon yang boleh", int(moved.sum()))
    _each(ground, after, moved & ground.counted & (pair_row < 0), Code.NOT_A_CANDIDATE,
          "pindah ke formasi yang bukan calonnya", findings)  # fmt: skip
    _each(ground, after, moved & ~ground.counted, Code.NOT_COUNTED_MOVED,
          "orang yang tidak dihitung (status atau jenis kepegawaian) tidak dipindahkan", findings)  # fmt: skip
    _treatment(ground, after, moved, findings)
    _decisions(ground, after, findings)
    _limits(ground, after, findings)


def _known(assignments: pl.DataFrame, person: Ints, post: Ints, findings: Findings) -> None:
    ids, posts = assignments["employee_id"], assignments["post_id"]
    strangers = np.flatnonzero(person < 0)
    findings.add(Code.UNKNOWN_PERSON, TABLE, ((ids[int(i)], "pegawai dalam data", ids[int(i)]) for i in strangers),
                 "pegawai tidak ada dalam data")  # fmt: skip
    nowhere = np.flatnonzero((post < 0) & posts.is_not_null().to_numpy())
    findings.add(Code.UNKNOWN_POST, TABLE, ((ids[int(i)], "formasi dalam data", posts[int(i)]) for i in nowhere),
                 "formasi tidak ada dalam data")  # fmt: skip
    counts = np.bincount(person[person >= 0])
    doubled = np.flatnonzero(counts > 1)
    known = dict(zip(person.tolist(), ids.to_list(), strict=True)) if len(doubled) else {}
    findings.add(Code.DOUBLED_PERSON, TABLE, ((known[i], 1, int(counts[i])) for i in doubled.tolist()),
                 "pegawai tercantum lebih dari sekali")  # fmt: skip


def _seated(ground: Ground, after: Ints, listed: Mask, findings: Findings) -> None:
    """Nobody loses the seat, and nobody is listed who has none before and after."""
    _each(ground, after, listed & (ground.own >= 0) & (after < 0), Code.LOST_SEAT,
          "pegawai kehilangan formasi", findings)  # fmt: skip
    _each(ground, after, listed & (ground.own < 0) & (after < 0), Code.EXTRA_PERSON,
          "tercantum tanpa formasi, sebelum maupun sesudah", findings)  # fmt: skip


def _treatment(ground: Ground, after: Ints, moved: Mask, findings: Findings) -> None:
    """Posts without a need, and posts that the policy does not plan, are left as they are."""
    frozen, kept = np.append(ground.need < 0, np.False_), np.append(~ground.planned, np.False_)
    findings.looked("formasi beku dan formasi yang tidak direncanakan", int((frozen | kept).sum()))
    _each(ground, after, moved & (frozen[ground.own] | frozen[after]), Code.FROZEN_POST,
          "formasi tanpa kebutuhan tidak boleh didatangi atau ditinggalkan", findings)  # fmt: skip
    _each(ground, after, moved & ~ground.forced & (kept[ground.own] | kept[after]), Code.KEPT_POST,
          "formasi yang tidak direncanakan berubah tanpa keputusan FORCE", findings)  # fmt: skip


def _decisions(ground: Ground, after: Ints, findings: Findings) -> None:
    findings.looked("keputusan", ground.decisions.height)
    for with_post in (True, False):
        person, _ = ground.decided(DecisionKind.PIN, with_post=with_post)
        _rows(ground, after, person, after[person] == ground.own[person], Code.PIN_BROKEN, "PIN dilanggar", findings)
    person, post = ground.decided(DecisionKind.FORBID, with_post=True)
    _rows(ground, after, person, after[person] != post, Code.FORBID_BROKEN, "FORBID formasi dilanggar", findings)
    person, _ = ground.decided(DecisionKind.FORBID, with_post=False)
    _rows(ground, after, person, after[person] == ground.own[person], Code.FORBID_BROKEN,
          "FORBID pindah dilanggar", findings)  # fmt: skip
    person, post = ground.decided(DecisionKind.FORCE, with_post=True)
    _rows(ground, after, person, after[person] == post, Code.FORCE_BROKEN, "FORCE ke formasi dilanggar", findings)
    person, _ = ground.decided(DecisionKind.FORCE, with_post=False)
    _rows(
        ground,
        after,
        person,
        after[person] != ground.own[person],
        Code.FORCE_BROKEN,
        "FORCE pindah dilanggar",
        findings,
    )


def _limits(ground: Ground, after: Ints, findings: Findings) -> None:
    heads = heads_of(ground, after)
    findings.looked("batas atas dan batas bawah formasi", 2 * len(heads))
    over, under = np.flatnonzero(heads > ground.capacity), np.flatnonzero(heads < ground.floor)
    findings.add(
        Code.ABOVE_CAPACITY, TABLE,
        ((ground.post_name(j), f"paling banyak {ground.capacity[j]}", int(heads[j])) for j in over.tolist()),
        "formasi terisi melebihi kebutuhan dan isi semula",
    )  # fmt: skip
    findings.add(
        Code.BELOW_FLOOR, TABLE,
        ((ground.post_name(j), f"paling sedikit {ground.floor[j]}", int(heads[j])) for j in under.tolist()),
        "formasi turun di bawah batas terendahnya",
    )  # fmt: skip


def heads_of(ground: Ground, after: Ints) -> Ints:
    """Counted people of each post under the plan (p)."""
    return np.bincount(after[(after >= 0) & ground.counted], minlength=len(ground.need))


def _each(ground: Ground, after: Ints, wrong: Mask, code: Code, what: str, findings: Findings) -> None:
    rows = np.flatnonzero(wrong).tolist()
    findings.add(
        code,
        TABLE,
        ((ground.person_ids[i], ground.post_name(ground.own[i]), ground.post_name(after[i])) for i in rows),
        what,
    )


def _rows(ground: Ground, after: Ints, person: Ints, kept: Mask, code: Code, what: str, findings: Findings) -> None:
    wrong = np.zeros(len(after), np.bool_)
    wrong[person[~kept]] = True
    _each(ground, after, wrong, code, what, findings)
