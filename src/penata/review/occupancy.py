"""Whether each seat is free: empty now, freed by somebody else on the list, promised twice, or taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from penata.review.draft import Draft
from penata.review.finding import Finding, Weight


class Seating(StrEnum):
    """How a proposed seat stands."""

    FREE = "FREE"
    FREED = "FREED"
    TWICE = "TWICE"
    TAKEN = "TAKEN"
    UNKNOWN = "UNKNOWN"
    OWN = "OWN"
    DUTY = "DUTY"


@dataclass(frozen=True, slots=True)
class SeatState:
    """The seat of one line: its state, the line whose move frees it, who sits there and stays, who waits for it too."""

    line: int
    state: Seating
    freed_by: int | None = None
    stays: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Occupancy:
    """The state of every applied line, the chains in which seats are handed on, and who would lose a seat.

    ``chains``: lines in the order in which seats fall free, the last one first to be carried out; ``swap`` where the
    last hands its seat to the first. ``displaced``: line, employee_id, name, post of people not on the list.
    """

    states: Mapping[int, SeatState]
    chains: tuple[tuple[tuple[int, ...], bool], ...]
    displaced: pl.DataFrame


def occupancy_of(draft: Draft) -> Occupancy:
    """How every proposed seat stands in the draft; earlier lines take what is free first."""
    states: dict[int, SeatState] = {}
    displaced: list[dict[str, Any]] = []
    arriving = draft.moves.filter(~pl.col("duty") & pl.col("from_post").ne_missing(pl.col("to_post")))
    seats = {
        row["post"]: row for row in draft.seats.filter(pl.col("post").is_in(arriving["to_post"].implode())).to_dicts()
    }
    for (post,), group in arriving.group_by("to_post", maintain_order=True):
        sitting = draft.people.filter(pl.col("before") == post).sort("employee_id")
        leaving = sitting.filter(pl.col("after").ne_missing(pl.lit(post)) & pl.col("line").is_not_null())
        staying = sitting.filter(pl.col("after").eq_missing(pl.lit(post)))
        lines = group["line"].to_list()
        found = _states(lines, seats[post], sitting.height, leaving.sort("line")["line"].to_list(), staying)
        states |= {state.line: state for state in found}
        if seats[post]["single"] and any(state.state is Seating.TAKEN for state in found):
            displaced += [
                {"line": lines[0], "employee_id": i, "name": n, "post": post}
                for i, n in staying.select("employee_id", "name").iter_rows()
            ]
    for line, own in draft.moves.select("line", pl.col("from_post").eq_missing(pl.col("to_post"))).iter_rows():
        if own:
            states[line] = SeatState(line, Seating.OWN)
    for line in draft.moves.filter("duty")["line"]:
        states[line] = SeatState(line, Seating.DUTY)
    schema = {"line": pl.Int64, "employee_id": pl.String, "name": pl.String, "post": pl.UInt32}
    return Occupancy(states, tuple(_chains(states)), pl.DataFrame(displaced, schema=schema))


def _states(
    lines: list[int], seat: Mapping[str, Any], sitting: int, leaving: list[int], staying: pl.DataFrame
) -> list[SeatState]:
    if seat["room"] is None:
        return [SeatState(line, Seating.UNKNOWN) for line in lines]
    room = seat["room"] if seat["single"] else max(seat["room"], sitting)  # one may go and one come where too many are
    free, open_seats = max(0, room - sitting), max(0, room - staying.height)
    rivals = tuple(lines) if len(lines) > max(open_seats, 1) else ()
    names = tuple(staying["name"])
    states = []
    for place, line in enumerate(lines):
        others = tuple(one for one in rivals if one != line)
        if place < free and place < open_seats:
            state = Seating.TWICE if others else Seating.FREE
            states.append(SeatState(line, state, rivals=others))
        elif place < open_seats:
            freed = leaving[place - free] if place - free < len(leaving) else None
            states.append(SeatState(line, Seating.TWICE if others else Seating.FREED, freed, (), others))
        else:
            state = Seating.TAKEN if open_seats == 0 else Seating.TWICE
            states.append(SeatState(line, state, None, names, others))
    return states


def _chains(states: Mapping[int, SeatState]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Lines joined by "my seat is freed by"; a chain starts at a line whose own seat nobody on the list waits for."""
    freed_by = {line: state.freed_by for line, state in states.items() if state.freed_by is not None}
    waited_for = set(freed_by.values())
    seen: set[int] = set()
    for start in [*sorted(set(freed_by) - waited_for), *sorted(freed_by)]:
        if start in seen:
            continue
        chain: list[int] = []
        at: int | None = start
        while at is not None and at not in chain and at not in seen:
            chain.append(at)
            at = freed_by.get(at)
        seen.update(chain)
        if len(chain) > 1:
            yield tuple(chain), at == start


def seat_findings(
    occupancy: Occupancy, draft: Draft, names: Mapping[int, str], rows: Mapping[int, int], barred: set[int]
) -> list[Finding]:
    """What the state of the seats means for each line; ``barred``: lines that a rule bars."""
    seats = {
        row["post"]: row for row in draft.seats.select("post", "seat", "unit", "room", "before", "single").to_dicts()
    }
    to_post = dict(draft.moves.select("line", "to_post").iter_rows())
    found: list[Finding] = []
    for line, state in sorted(occupancy.states.items()):
        found += _of_state(state, seats[to_post[line]], names, rows)
        if state.freed_by in barred:
            by = _who(state.freed_by, names, rows)
            text = f"Kursi ini baru kosong bila {by} pindah, padahal usulan itu TMS."
            found.append(Finding(line, "FREED_BY_BARRED", Weight.REMARK, text))
    return found


def _of_state(
    state: SeatState, seat: Mapping[str, Any], names: Mapping[int, str], rows: Mapping[int, int]
) -> list[Finding]:
    where = f"{seat['seat']}, {seat['unit']}"
    found: list[Finding] = []
    if state.state is Seating.OWN:
        text = f"Sudah duduk di {where} menurut data; tidak ada perpindahan."
        found.append(Finding(state.line, "NO_CHANGE", Weight.PROBLEM, text))
    if state.rivals:
        others = "; ".join(_who(line, names, rows) for line in state.rivals)
        text = f"Kursi {where} dijanjikan juga kepada {others}."
        found.append(Finding(state.line, "SEAT_TWICE", Weight.PROBLEM, text))
    if state.state is Seating.TAKEN:
        text = _taken(state, seat, where)
        found.append(Finding(state.line, "SEAT_TAKEN", Weight.PROBLEM, text))
    if state.state is Seating.DUTY:
        text = f"{where} adalah tugas tambahan: pegawai tetap pada formasinya; formasi gurunya di sana tidak dinilai."
        found.append(Finding(state.line, "DUTY", Weight.NOTE, text))
    if state.state is Seating.UNKNOWN:
        text = f"Kebutuhan {where} belum diketahui; kosong atau tidaknya kursi tidak dapat dikatakan."
        found.append(Finding(state.line, "NEED_UNKNOWN", Weight.NOTE, text))
    return found


def _taken(state: SeatState, seat: Mapping[str, Any], where: str) -> str:
    if seat["single"]:
        who = ", ".join(state.stays)
        return f"Kursi {where} diduduki {who}, yang tidak pindah dalam daftar ini; ia akan kehilangan jabatan."
    full = f"terisi {seat['before']} dari kebutuhan {seat['room']}"
    return f"Formasi {where} sudah penuh: {full}, dan yang pergi tidak cukup."


def _who(line: int | None, names: Mapping[int, str], rows: Mapping[int, int]) -> str:
    return "–" if line is None else f"{names[line]} (baris {rows[line]})"
