"""``verify`` of a voluntary exchange: its promises, one by one, by code that knows nothing of the mechanism.

Nobody is worse off, no unit is hurt, every limit holds. That the swaps are those of top trading cycles is shown
without repeating it: when everybody wants the seats in one strict order, only one set of rings can be put in such an
order that nobody would rather have a seat of the own or a later ring, and it is the outcome of top trading cycles. So
it is enough that no rings envy each other in a circle. It shows too that no further swap is left, and that the same
input gives the same swaps again.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from penata import merit
from penata.eligibility import transfers_of
from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.facts import facts_of
from penata.planning.verify.claims import check_counts, check_rules
from penata.planning.verify.files import check_moves, check_posts
from penata.planning.verify.granted import check_granted, check_rings_claimed
from penata.planning.verify.ground import NONE, Ground, Ints, ground_of, rows_of
from penata.planning.verify.offers import Offers, offers_of
from penata.planning.verify.placement import heads_of, placed
from penata.planning.verify.value import Measure, Ties, figures_of, value_of
from penata.planning.verify.verdict import Code, Findings, Optimality, Verdict
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import DecisionKind

_TABLE: Final = "assignments"
_NO_ENVY: Final = "lingkaran tidak saling iri"
_ALL: Final = 101  # the fit of somebody of whom nothing is known: equal to everybody's


def verify_exchange(
    dataset: Dataset, policy: Policy, tables: Mapping[str, pl.DataFrame], claims: Mapping[str, Any],
    rules: Mapping[str, Any],
) -> Verdict:  # fmt: skip
    """Check an exchange; ``rules``: under which rule set it is judged. See ``verify``."""
    facts, ground, findings = facts_of(dataset, policy), ground_of(dataset, policy), Findings()
    ties, measure = Ties(ground), Measure.of(policy, ground)
    options = _options(claims, findings)
    offers = offers_of(ground, facts, dataset, policy, options, ties)
    after = placed(ground, tables[_TABLE], findings)
    moved = np.flatnonzero((after != ground.own) & (after >= 0))
    row = offers.of(moved, after[moved])
    _check_moved(ground, offers, after, moved, row, findings)
    _check_decisions(ground, after, findings)
    _check_heads(ground, after, options, findings)
    if options["mechanism"] == "to_be" and not options["vacancies"]:
        _check_fit(ground, offers, after, moved, row, options, findings)
    if "rings" in tables:
        _check_rings(ground, offers, after, tables["rings"], options, ties, findings)
    if "participants" in tables:
        _check_participants(ground, offers, after, tables["participants"], findings)
    check_granted(ground, facts, dataset, offers, after, tables, findings)
    check_rings_claimed(claims, offers, ground, after, tables.get("rings"), options, findings)
    found = offers.pairs[row[row >= 0]]
    gain = np.zeros(len(ground.own), np.int64)
    gain[moved[row >= 0]] = merit.gains(facts, dataset, policy, found).to_numpy()
    if "moves" in tables:
        told = pl.DataFrame({
            "person": found["person"].cast(pl.Int64), "direction": found["direction"].cast(pl.String),
            "gain": gain[moved[row >= 0]], "wish_rank": merit.wish_ranks(dataset, facts, found),
            "gates": _gates(found["gates"], dataset, policy), **transfers_of(facts, dataset, policy, found).to_dict(),
        })  # fmt: skip
        chosen = pl.DataFrame({"person": moved}).join(told, on="person", how="left", maintain_order="left")
        check_moves(ground, dataset, tables["moves"], after, chosen, findings)
    if "posts" in tables:
        check_posts(ground, tables["posts"], after, findings)
    check_counts(claims, ground, after, ties, measure, findings)
    check_rules(claims, rules, findings)
    _check_claims(claims, dataset, offers, len(moved), options, findings)
    value = value_of(ground, after, gain, ties, measure)
    return Verdict(
        ok=not findings.counts, problems=tuple(findings.problems), counts=findings.counts, checks=findings.checks,
        optimality=Optimality.NOT_CLAIMED, objective=figures_of(ground, after, gain, value, measure), rules=rules,
        mechanism=str(options["mechanism"] or ""), promises=_kept(options, findings),
    )  # fmt: skip


def promised(options: Mapping[str, Any]) -> dict[str, bool]:
    """Which promises the mechanism makes under its options."""
    limited = options["max_ring"] is not None or bool(options["vacancies"])
    return {
        "individual_rationality": True,
        "no_unit_hurt": options["mechanism"] == "to_be" and not (options["vacancies"] or options["fit_tolerance"]),
        "no_blocking_exchange": not limited,
        "strategy_proof": not limited,
    }


_BREAKS: Final = {
    "individual_rationality": (Code.EXCHANGE_UNASKED, Code.EXCHANGE_WORSE),
    "no_unit_hurt": (Code.EXCHANGE_COUNT, Code.EXCHANGE_FIT),
    "no_blocking_exchange": (Code.EXCHANGE_OTHER, Code.EXCHANGE_RING),
    "strategy_proof": (Code.EXCHANGE_OTHER, Code.EXCHANGE_RING),
}


def _kept(options: Mapping[str, Any], findings: Findings) -> dict[str, str]:
    """What became of each promise: the last two stand or fall with the outcome being that of the mechanism."""
    kept = {}
    for name, stands in promised(options).items():
        looked = name in {"individual_rationality", "no_unit_hurt"} or _NO_ENVY in findings.checks
        broken = any(code in findings.counts for code in _BREAKS[name])
        kept[name] = (
            "NOT_PROMISED" if not stands else "BROKEN" if broken else "KEPT" if looked else "NOT_CHECKED"
        )  # fmt: skip
    return kept


def _options(claims: Mapping[str, Any], findings: Findings) -> dict[str, Any]:
    """Mechanism and options as the plan states them."""
    stated = claims.get("options")
    options = {
        "max_ring": None,
        "vacancies": False,
        "fit_tolerance": 0,
        **(stated if isinstance(stated, Mapping) else {}),
    }
    options["mechanism"] = claims.get("mechanism")
    if options["mechanism"] not in {"to_be", "ttc"}:
        findings.one(Code.RESULT_STATUS, "result", "mechanism", "mekanisme tidak dikenal", "to_be atau ttc",
                     options["mechanism"])  # fmt: skip
    return options


def _check_moved(ground: Ground, offers: Offers, after: Ints, moved: Ints, row: Ints, findings: Findings) -> None:
    """Whoever moves has asked, may go there, and likes it better than staying."""
    findings.looked("tidak seorang pun lebih rugi daripada tetap", len(moved))
    unasked = ~offers.taking_part[moved]
    for wrong, code, what in (
        (unasked, Code.EXCHANGE_UNASKED, "pindah tanpa meminta, atau tidak boleh ikut"),
        (~unasked & (row < 0), Code.EXCHANGE_WORSE, "tempat itu tidak diminta, tidak lebih disukai, atau tidak boleh"),
    ):
        findings.add(code, _TABLE, (
            (ground.person_ids[i], ground.post_name(ground.own[i]), ground.post_name(after[i]))
            for i in moved[wrong].tolist()
        ), what)  # fmt: skip


def _check_decisions(ground: Ground, after: Ints, findings: Findings) -> None:
    """Who is bound by a decision does not move by an exchange; FORCE waits for the plan."""
    findings.looked("keputusan", ground.decisions.height)
    for kind, code in ((DecisionKind.PIN, Code.PIN_BROKEN), (DecisionKind.FORCE, Code.FORCE_BROKEN),
                       (DecisionKind.FORBID, Code.FORBID_BROKEN)):  # fmt: skip
        person = np.concatenate([ground.decided(kind, with_post=named)[0] for named in (True, False)])
        post = np.concatenate([ground.decided(kind, with_post=named)[1] for named in (True, False)])
        goes = after[person] != ground.own[person]
        broken = goes & ((post == NONE) | (after[person] == post) | (kind is not DecisionKind.FORBID))
        rows = np.unique(person[broken]).tolist()
        findings.add(code, _TABLE, ((ground.person_ids[i], "tetap", ground.post_name(after[i])) for i in rows),
                     "terikat keputusan, tetapi ikut ditukar")  # fmt: skip


def _check_heads(ground: Ground, after: Ints, options: Mapping[str, Any], findings: Findings) -> None:
    """A pure swap leaves the number of people of every post; with empty seats none falls below its safe minimum."""
    heads = heads_of(ground, after)
    findings.looked("jumlah orang tiap formasi", len(heads))
    if options["vacancies"]:
        low, high, code = ground.floor, ground.capacity, Code.BELOW_FLOOR
    else:
        low, high, code = ground.filled, ground.filled, Code.EXCHANGE_COUNT
    wrong = np.flatnonzero((heads < low) | (heads > high)).tolist()
    findings.add(code, _TABLE, ((ground.post_name(j), f"{low[j]} sampai {high[j]}", int(heads[j])) for j in wrong),
                 "jumlah orang formasi berubah di luar batas")  # fmt: skip


def _check_fit(
    ground: Ground, offers: Offers, after: Ints, moved: Ints, row: Ints, options: Mapping[str, Any], findings: Findings
) -> None:
    """Those who come to a post, best first, fit it at least as well as those who leave it, best first."""
    known = row >= 0
    fit = np.full(len(moved), _ALL)
    fit[known] = offers.pairs["fit"][row[known]].cast(pl.Int64).fill_null(_ALL).to_numpy()
    comes, leaves = np.lexsort((-fit, after[moved])), np.lexsort((-offers.own_fit[moved], ground.own[moved]))
    there, here = after[moved][comes], ground.own[moved][leaves]
    findings.looked("kecocokan yang datang dan yang pergi", len(moved))
    if not np.array_equal(there, here):
        return  # counts have changed, which is told elsewhere
    worse = fit[comes] < offers.own_fit[moved][leaves] - options["fit_tolerance"]
    posts = np.unique(there[worse]).tolist()
    what = "formasi menerima orang yang kurang cocok daripada pemegang semula"
    findings.add(Code.EXCHANGE_FIT, _TABLE, ((ground.post_name(j), "sama cocok", "kurang cocok") for j in posts), what)


def _check_rings(
    ground: Ground, offers: Offers, after: Ints, rings: pl.DataFrame, options: Mapping[str, Any], ties: Ties,
    findings: Findings,
) -> None:  # fmt: skip
    """Every mover once, each on the seat of the next; rings within the limit; and the outcome of the mechanism."""
    findings.looked("anggota lingkaran", rings.height)
    person, seat = (rows_of(rings[name], ground.person_ids) for name in ("employee_id", "seat_of"))
    moved = np.flatnonzero((after != ground.own) & (after >= 0))
    if not np.array_equal(np.sort(person), moved):
        findings.one(Code.EXCHANGE_RING, "rings", "rings.csv", "anggota lingkaran bukan orang yang pindah",
                     len(moved), rings.height)  # fmt: skip
        return
    if options["vacancies"]:
        return
    closes = rings.sort("ring_id", "place").with_columns(
        pl.col("employee_id").shift(-1).over("ring_id").fill_null(pl.col("employee_id").first().over("ring_id"))
        .alias("next"), pl.len().over("ring_id").alias("size"),
    )  # fmt: skip
    wrong = closes.filter(pl.col("next").ne_missing(pl.col("seat_of")))
    findings.add(Code.EXCHANGE_RING, "rings", wrong.select("employee_id", "next", "seat_of").iter_rows(),
                 "bukan kursi anggota berikutnya")  # fmt: skip
    here = np.flatnonzero((seat < 0) | (ground.own[np.maximum(seat, 0)] != after[person]))
    findings.add(Code.EXCHANGE_RING, "rings",
                 ((rings["employee_id"][int(i)], ground.post_name(after[person[i]]), rings["seat_of"][int(i)])
                  for i in here.tolist()), "kursi itu bukan di formasi tujuan")  # fmt: skip
    if options["max_ring"] is not None:
        long = closes.filter(pl.col("size") > options["max_ring"])["ring_id"].unique().sort()
        findings.add(Code.EXCHANGE_RING, "rings", ((r, options["max_ring"], "lebih panjang") for r in long),
                     "lingkaran melebihi max_ring")  # fmt: skip
    elif not wrong.height and not len(here) and offers.taking_part[person].all():
        takes = np.arange(len(ground.own))
        takes[person] = seat
        _check_outcome(ground, offers, takes, options, ties, findings)


def _check_outcome(
    ground: Ground, offers: Offers, takes: Ints, options: Mapping[str, Any], ties: Ties, findings: Findings
) -> None:
    """No rings envy each other in a circle; see above. Nodes are rings (who stays is one) and seats."""
    who = np.flatnonzero(offers.taking_part)
    known = offers.own_fit[who] >= 0
    asks = np.where(known & (options["mechanism"] == "to_be"), offers.own_fit[who] - options["fit_tolerance"], -1)
    home = ground.own[who]
    line = np.lexsort((who, ties.of(who, home), -offers.own_fit[who], home))  # seats of a post, the most asking first
    owner, asks, home = who[line], asks[line], home[line]
    _, ring = connected_components(coo_array((np.ones(len(takes)), (np.arange(len(takes)), takes)),
                                             shape=(len(takes),) * 2), directed=False)  # fmt: skip
    pairs = offers.pairs.select(pl.col("person", "post", "fit").cast(pl.Int64)).with_row_index("row")
    person, post = pairs["person"].to_numpy(), pairs["post"].to_numpy()
    fit = pairs["fit"].fill_null(_ALL).to_numpy()
    begin, end = np.searchsorted(home, post), np.searchsorted(home, post, side="right")
    first = _first(asks, begin, end, fit)
    place = np.empty(len(takes), np.int64)
    place[owner] = np.arange(len(owner))
    held = np.full(len(takes), np.iinfo(np.int64).max)
    moves = np.flatnonzero(takes != np.arange(len(takes)))
    held[moves] = offers.of(moves, ground.own[takes[moves]])
    row = np.arange(len(person))
    tail = (row < held[person]) & (first < end)
    part = np.flatnonzero((row == held[person]) & (first < place[takes[person]]))
    most = int(np.max(ring, initial=-1)) + 1
    near = np.concatenate([np.arange(first[r], place[takes[person[r]]]) for r in part.tolist()] or [np.zeros(0, int)])
    lengths = place[takes[person[part]]] - first[part]
    on = np.flatnonzero(home[1:] == home[:-1])
    source = np.concatenate([ring[person[tail]], np.repeat(ring[person[part]], lengths), most + on,
                             most + np.arange(len(owner))])  # fmt: skip
    target = np.concatenate([most + first[tail], ring[owner[near]], most + on + 1, ring[owner]])
    findings.looked(_NO_ENVY, int(tail.sum()) + len(near))
    size = most + len(owner)
    graph = coo_array((np.ones(len(source)), (source, target)), shape=(size, size))
    count, _ = connected_components(graph, directed=True, connection="strong")
    if count < size or (source == target).any():
        findings.one(Code.EXCHANGE_OTHER, "rings", "rings.csv", "bukan hasil mekanisme: masih ada tukar yang berguna",
                     "tidak ada", f"{size - count} simpul")  # fmt: skip


def _first(asks: Ints, begin: Ints, end: Ints, fit: Ints) -> Ints:
    """The first seat between begin and end that asks no more than this fit; within a row seats ask less and less."""
    low, high = begin.copy(), end.copy()
    while (low < high).any():
        middle = np.minimum((low + high) // 2, len(asks) - 1)
        takes = asks[middle] <= fit
        search = low < high
        high = np.where(search & takes, middle, high)
        low = np.where(search & ~takes, middle + 1, low)
    return low


def _check_participants(
    ground: Ground, offers: Offers, after: Ints, participants: pl.DataFrame, findings: Findings
) -> None:
    """Everybody who takes part once, and where each ends."""
    findings.looked("peserta", participants.height)
    person = rows_of(participants["employee_id"], ground.person_ids)
    if not np.array_equal(np.sort(person), np.flatnonzero(offers.taking_part)):
        findings.one(Code.EXCHANGE_RING, "participants", "participants.csv", "peserta tidak lengkap atau ganda",
                     int(offers.taking_part.sum()), participants.height)  # fmt: skip
        return
    ids = participants["employee_id"]
    told = rows_of(participants["to_post_id"], ground.post_ids)
    wrong = np.flatnonzero(told != np.where(after[person] == ground.own[person], NONE, after[person])).tolist()
    findings.add(Code.EXCHANGE_RING, "participants", (
        (ids[i], ground.post_name(after[person[i]]), participants["to_post_id"][i]) for i in wrong
    ), "formasi baru tidak sesuai penempatan")  # fmt: skip


def _check_claims(
    claims: Mapping[str, Any], dataset: Dataset, offers: Offers, moved: int, options: Mapping[str, Any],
    findings: Findings,
) -> None:  # fmt: skip
    """Digest, numbers, and no promise that an option has ended."""
    if claims.get("status") not in {None, "EXCHANGE"}:
        findings.one(Code.RESULT_STATUS, "result", "status", "status tukar tempat", "EXCHANGE", claims["status"])
    if "digest" in claims and claims["digest"] != (digest := dataset.digest()):
        findings.one(Code.RESULT_DIGEST, "result", "digest", "rencana dibuat dari data lain", digest, claims["digest"])
    truth: dict[str, dict[str, Any]] = {
        "exchange": {"participants": int(offers.taking_part.sum()), "movers": moved,
                     "stay": int(offers.taking_part.sum()) - moved},
        "promises": promised(options),
    }  # fmt: skip
    for part, values in truth.items():
        stated = claims.get(part)
        for name, value in values.items():
            if isinstance(stated, Mapping) and name in stated:
                findings.looked("nilai result.json", 1)
                if stated[name] != value:
                    findings.one(Code.RESULT_PROMISE, "result", f"{part}.{name}", "janji atau angka tidak sesuai",
                                 value, stated[name])  # fmt: skip


def _gates(bits: pl.Series, dataset: Dataset, policy: Policy) -> pl.Series:
    """The rules whose gate stays open, sorted and joined by ";"."""
    basis = Basis(on=policy.effective_date, given=dataset.given, parameters=policy.parameters)
    names = [rule.id for rule in rules_of(basis, policy) if rule.opens_gate]
    return pl.Series("gates", [
        ";".join(sorted(name for bit, name in enumerate(names) if int(mask) >> bit & 1)) for mask in bits
    ], dtype=pl.String)  # fmt: skip
