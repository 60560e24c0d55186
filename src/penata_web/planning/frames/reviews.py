"""A list of names as it is kept, and as the library judges it: what the page of a review shows."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from penata.eligibility import explain_pairs
from penata.eligibility.shortlist import SHORTLIST_PAIRS
from penata.intake.nominative import Proposal, ProposedSheet, read_proposal
from penata.intake.nominative.proposal import REMARKS, ROWS
from penata.intake.nominative.sheets import HEADINGS, list_sheets
from penata.intake.text.grid import read_grids
from penata.merit import SHORTLIST_PARTS, shortlist_sheet
from penata.policy import MOVE_KINDS
from penata.report.candidates import PART_WORDS
from penata.report.review_lines import about, affected, figures_in_words, review_lines, said
from penata.review import Finding, Weight, decisions, worst_first
from penata.review import Review as Judged
from penata.review import review as judge
from penata.tables import InputError
from penata_web.planning.frames.grounds import Ground

MOST_NAMES: Final = 500
CHANGED, ADDED, REMOVED = "CHANGED", "ADDED", "REMOVED"
OF_PERSON: Final = frozenset({"UNKNOWN_PERSON", "UNREADABLE_NIP", "NAME_DIFFERS", "MATCHED_BY_NAME"})
"""Codes of remarks of reading that are settled by naming the person; the others by naming the seat."""
HEAVY: Final = (Weight.BAR, Weight.PROBLEM, Weight.REMARK)
_HOLDERS: Final = 3

Line = dict[str, Any]


def first_look(path: Path) -> int:
    """How many names a file holds, without looking up a single one.

    Raises InputError, with the place and the remedy, where it holds no list or too long a one.
    """
    found, _others = list_sheets(read_grids(path))
    if not found:
        asked = f"{HEADINGS['who'][0]} (atau NIP), {HEADINGS['new'][0]}"
        raise InputError([
            _("%(file)s: judul kolom daftar usulan tidak ada di sepuluh baris pertama. Yang dicari: %(asked)s. Periksa "
              "apakah berkasnya benar, atau tempelkan NIP dan jabatan tujuan di bawah.")
            % {"file": path.name, "asked": asked}
        ])  # fmt: skip
    names = sum(len(sheet.entries()[0]) for sheet in found)
    if not names:
        raise InputError([_("%(file)s: tidak ada satu nama pun di bawah judul kolom. Isi daftarnya, lalu unggah lagi.")
                          % {"file": path.name}])  # fmt: skip
    if names > MOST_NAMES:
        raise InputError([
            _("%(file)s: %(names)d nama; sekali periksa paling banyak %(most)d. Bagi menjadi beberapa daftar.")
            % {"file": path.name, "names": names, "most": MOST_NAMES}
        ])  # fmt: skip
    return names


def read_list(path: Path, ground: Ground) -> tuple[list[Line], Proposal]:
    """The names of a file, matched to the people and posts that are known, as they are kept from now on."""
    proposal = read_proposal(path, ground.dataset)
    told: dict[int, list[dict[str, str]]] = {}
    for line, code, text in proposal.remarks.iter_rows():
        told.setdefault(line, []).append({"code": code, "text": text})
    lines = [
        {**{name: row[name] for name in ROWS if name != "line"}, "key": row["line"], "state": "",
         "remarks": told.get(row["line"], [])}
        for row in proposal.rows.to_dicts()
    ]  # fmt: skip
    return lines, proposal


def kept_lines(lines: Iterable[Line]) -> list[Line]:
    """The names that are still on the list."""
    return [line for line in lines if line["state"] != REMOVED]


def is_edited(lines: Iterable[Line]) -> bool:
    """Whether the list differs from the file that came in."""
    return any(line["state"] for line in lines)


def proposal_of_lines(lines: Sequence[Line], file: str) -> Proposal:
    """The list as the library takes it; rows keep the numbers that they had in the file."""
    kept = kept_lines(lines)
    rows = [{**{name: line.get(name) for name in ROWS}, "line": place} for place, line in enumerate(kept)]
    remarks = [(place, one["code"], one["text"]) for place, line in enumerate(kept) for one in line["remarks"]]
    return Proposal(file, pl.DataFrame(rows, schema=ROWS), pl.DataFrame(remarks, schema=REMARKS, orient="row"))


def with_sheets(found: Judged, sheets: tuple[ProposedSheet, ...]) -> Judged:
    """The same answer, to be written beside these sheets."""
    return replace(found, proposal=replace(found.proposal, sheets=sheets))


def own_sheets(found: Judged) -> tuple[ProposedSheet, ...]:
    """The list laid out anew after it was edited: every name in its old row, what is gone left blank."""
    head = ["NO.", "NAMA", "NIP", "JABATAN LAMA", "JABATAN BARU", "KET"]
    sheets = []
    for (name,), group in found.names.sort("row").group_by("sheet", maintain_order=True):
        top = max(1, int(group["row"].item(0)) - 1)
        cells: list[tuple[Any, ...]] = [(top, *head)]
        if top > 1:
            cells.insert(0, (1, _("Daftar usulan sesudah disunting di Penata"), *[None] * (len(head) - 1)))
        told = group.select("row", "name", "nip", "from_seat", "to_seat", "note").rows()
        cells += [(row, str(number), *rest) for number, (row, *rest) in enumerate(told, start=1)]
        schema = {"row": pl.Int64, **{f"c{place}": pl.String for place in range(len(head))}}
        sheets.append(ProposedSheet(str(name or ""), pl.DataFrame(cells, schema=schema, orient="row"), top, ()))
    return tuple(sheets)


def judged(ground: Ground, proposal: Proposal, on: dt.date) -> Judged:
    """The list, judged name by name and as a whole for a day."""
    return judge(ground.dataset, ground.policy, proposal, on)


def result_of(found: Judged, ground: Ground, keys: Sequence[int]) -> dict[str, Any]:
    """What the page shows of a judged list, as plain values; personal conditions are only named as such.

    ``keys``: the lasting number of each line of the list.
    """
    told = {line.line: line for line in review_lines(found, show=False)}
    people = found.facts.persons.select("employee_id", "name", "job", "unit")
    better = found.better.join(people, on="employee_id", how="left", validate="m:1").sort("line", "place")
    sheets = _sheets(found, ground)
    names = []
    for row in worst_first(found):
        line = told[row["line"]]
        findings = found.of_line(row["line"])
        names.append({
            "key": keys[row["line"]], "row": row["row"], "sheet": row["sheet"],
            "employee_id": row["employee_id"] or "", "nip": row["nip"] or "", "name": row["name"],
            "verdict": row["decision"] or "", "kind": line.kind, "from_seat": row["from_seat"] or "",
            "from_post_id": row["from_post_id"], "to_seat": row["to_seat"] or row["new"] or "",
            "to_post_id": row["to_post_id"], "findings": _told(findings), "calm": not line.has_findings,
            "seat": line.seat, "loses": line.loses, "superior": line.superior, "subordinates": line.subordinates,
            "old_post": line.old_post, "new_post": line.new_post, "months_left": line.months_left,
            "points": line.points, "route": line.route, "papers": line.papers, "short": line.short,
            "better": (others := better.filter(line=row["line"]).drop("line", "proposed_points").to_dicts()),
            "parts": _parts(sheets, row, [other["employee_id"] for other in others]),
        })  # fmt: skip
    posts = affected(found).join(_holders(found), on="post", how="left", validate="1:1", maintain_order="left")
    told_of = {
        "on": found.on, "as_of": found.as_of, "names": names,
        "counts": {key or "": count for key, count in decisions(found).items()},
        "posts": posts.drop("post").to_dicts(), "chains": [_chain(found, *chain) for chain in found.occupancy.chains],
        "left": posts.filter("vacant").select("post_id", "seat", "unit").to_dicts(),
        "displaced": found.occupancy.displaced.select("line", "employee_id", "name").to_dicts(),
        "figures": figures_in_words(found), "about": about(found), "not_read": _not_read(found.proposal),
    }  # fmt: skip
    plain: dict[str, Any] = json.loads(json.dumps(told_of, cls=DjangoJSONEncoder))
    return plain


def _sheets(found: Judged, ground: Ground) -> dict[tuple[str, str], dict[str, int]]:
    """The parts of the points of every name and of whoever has more, by employee_id and post_id."""
    seats = found.names.filter(pl.col("decision").is_not_null()).select("line", "employee_id", "to_post_id")
    rivals = found.better.select("line", "employee_id").join(seats.drop("employee_id"), on="line", how="inner")
    asked = pl.concat([seats, rivals.select(seats.columns)]).select("employee_id", "to_post_id").unique()
    if not asked.height:
        return {}
    wide = replace(ground.policy, kinds=frozenset(MOVE_KINDS))
    told = explain_pairs(found.facts, ground.dataset, wide, asked.sort(asked.columns).iter_rows())
    ways = pl.DataFrame(
        [(one.employee_id, one.post_id, None if one.direction is None else one.direction.value) for one in told],
        schema={"employee_id": pl.String, "post_id": pl.String, "direction": pl.String}, orient="row",
    )  # fmt: skip
    pairs = ways.join(found.facts.persons.select("employee_id", "person"), on="employee_id", how="inner").join(
        found.facts.posts.select("post_id", "post"), on="post_id", how="inner"
    )
    direction = pl.col("direction").cast(SHORTLIST_PAIRS["direction"])
    sheet = shortlist_sheet(
        found.facts, ground.dataset, ground.policy, pairs.select("person", "post", direction).sort("person", "post")
    )
    return {(row["employee_id"], row["post_id"]): row for row in sheet.to_dicts()}


def _parts(
    sheets: Mapping[tuple[str, str], Mapping[str, int]], row: Mapping[str, Any], others: Sequence[str]
) -> list[dict[str, Any]]:
    """Part by part the points of a name and of those who have more; they add up to the points."""
    if row["decision"] is None:
        return []
    found = [sheets[one, row["to_post_id"]] for one in (row["employee_id"], *others)]
    kept = [name for name in SHORTLIST_PARTS if any(one[name] for one in found)]
    return [{"words": PART_WORDS[name], "points": [one[name] for one in found]} for name in kept]


def _told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings in words, heaviest first; several personal ones say the same and are told once."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in findings:
        hidden = one.sensitive
        text = said(one, show=False)
        rows.setdefault((one.weight.value, text), {
            "weight": one.weight.value, "gist": text if hidden or not one.of_rule else _gist(one),
            "code": "" if hidden else one.code, "text": text,
            "remedy": "" if hidden else one.remedy, "document": "" if hidden else one.document,
            "of_rule": one.of_rule and not hidden,
        })  # fmt: skip
    return list(rows.values())


def _gist(finding: Finding) -> str:
    """What a rule says, without article and facts: for a list of many names."""
    if finding.weight is Weight.DOCUMENT and finding.document:
        return _("Kurang: %(document)s") % {"document": finding.document}
    return finding.text.rstrip(".")


def _holders(found: Judged) -> pl.DataFrame:
    """post, holders: who sits on each post that the list touches once it is carried out."""
    touched = found.effects.posts["post"].implode()
    after = found.draft.people.filter(pl.col("after").is_in(touched)).sort("name")
    few = pl.col("name").head(_HOLDERS).str.join(", ")
    more = pl.when(pl.len() > _HOLDERS).then(pl.format(" +{}", pl.len() - _HOLDERS)).otherwise(pl.lit(""))
    return after.group_by(pl.col("after").alias("post")).agg(pl.concat_str(few, more).alias("holders"))


def _chain(found: Judged, lines: Sequence[int], swap: bool) -> dict[str, Any]:
    """The seats of a chain in the order in which people move on: each with who leaves it and who comes."""
    names = {row["line"]: row for row in found.names.filter(pl.col("line").is_in(list(lines))).to_dicts()}
    seats = {row["post_id"]: row for row in found.effects.posts.to_dicts()}
    first = names[lines[0]]
    places = [] if swap else [_place(seats, first["from_post_id"], first["from_seat"], leaves=first)]
    for place, line in enumerate(lines):
        after = names[lines[place + 1]] if place + 1 < len(lines) else (first if swap else None)
        places.append(_place(seats, names[line]["to_post_id"], names[line]["to_seat"], comes=names[line], leaves=after))
    return {"swap": swap, "places": places}


def _place(
    seats: Mapping[str, Mapping[str, Any]], post_id: str | None, words: str | None, *,
    comes: Mapping[str, Any] | None = None, leaves: Mapping[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    seat = seats.get(post_id or "", {})
    return {
        "seat": seat.get("seat") or words or _("tanpa formasi"), "unit": seat.get("unit") or "",
        "comes": _who(comes), "leaves": _who(leaves),
        "short": [seat["shortage_before"], seat["shortage_after"]] if seat.get("need") is not None else None,
    }  # fmt: skip


def _who(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {"name": row["name"], "employee_id": row["employee_id"], "is_seen": True}


def _not_read(proposal: Proposal) -> list[str]:
    rest = [
        _("Lembar %(sheet)s: baris %(rows)s tidak dibaca sebagai nama.")
        % {"sheet": sheet.name or "1", "rows": ", ".join(map(str, sheet.not_names))}
        for sheet in proposal.sheets
        if sheet.not_names
    ]
    return rest + [_("Lembar %(sheet)s tidak memuat daftar.") % {"sheet": name} for name in proposal.others]


def posts_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The posts that a list touches, as a table; those that need attention come first, as they were kept."""
    numbers = dict.fromkeys(("need", "minimum", "before", "after"), pl.Int64)
    texts = dict.fromkeys(("post_id", "seat", "unit", "holders", "state"), pl.String)
    kept = [{name: row.get(name) for name in (*texts, *numbers)} for row in rows]
    return pl.DataFrame(kept, schema={**texts, **numbers})
