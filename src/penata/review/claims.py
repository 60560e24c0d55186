"""What the list says of a move against what the data says: its kind (KET), level, rank, old seat; and doubled names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from penata.review.finding import Finding, Weight
from penata.vocabulary import ESELON_ORDER, JENJANG_ORDER, LEADING, PNS_RANKS, Direction, label
from penata.wording import level_name

_WORDS: Final = (
    (Direction.CHANGE_OF_FAMILY, r"alih\s*(jabatan|tugas|fungsi)|penyetaraan|perpindahan dari jabatan lain"),
    (Direction.PROMOTION, r"promo(si|ted?|tion)|kenaikan jabatan|naik jabatan"),
    (Direction.DEMOTION, r"demosi|turun|penurunan|pembebasan"),
    (Direction.LATERAL, r"rota[st]i|lateral|tour of duty"),
)
PLACEMENT: Final = "PLACEMENT"
"""A seat for somebody who has none: neither across nor up."""


def claimed_kind(note: str | None) -> str | None:
    """Kind of move that KET claims (a ``Direction``, or PLACEMENT); None where it claims none, or several.

    >>> claimed_kind("Promosi"), claimed_kind("ROTASI / pengisian jabatan"), claimed_kind("Mutasi")
    ('PROMOTION', 'LATERAL', None)
    """
    text = (note or "").lower()
    found = [str(kind) for kind, words in _WORDS if re.search(words, text)]
    if re.search(r"penempatan|pengangkatan pertama", text):
        found.append(PLACEMENT)
    return found[0] if len(found) == 1 else None


def kind_name(kind: str | None) -> str:
    """Indonesian name of a kind of move; a placement where no direction can be told.

    >>> kind_name("PROMOTION"), kind_name(None)
    ('Promosi', 'Penempatan')
    """
    return "Penempatan" if kind in (None, PLACEMENT) else label(kind)


def claim_findings(rows: pl.DataFrame) -> list[Finding]:
    """Remarks where the list and the data differ.

    ``rows``: line, note, level, rank, stated_post_id (as the list has them); kind, to_level, to_category,
    own_rank, from_post_id, to_post_id, from_seat (as the data has them).
    """
    return [finding for row in rows.to_dicts() for finding in _of_row(row)]


def doubled_findings(rows: pl.DataFrame) -> list[Finding]:
    """Every line of a person who is on the list more than once; only the first is applied.

    ``rows``: line, row, employee_id.
    """
    found = []
    known = rows.filter(pl.col("employee_id").is_not_null())
    for _, group in known.group_by("employee_id", maintain_order=True):
        if group.height < 2:
            continue
        for line, row in group.select("line", "row").iter_rows():
            others = ", ".join(str(r) for r in group["row"] if r != row)
            which = "baris ini yang dihitung" if line == group["line"][0] else f"yang dihitung baris {group['row'][0]}"
            text = f"Nama ini juga ada pada baris {others}; {which}."
            found.append(Finding(line, "PERSON_TWICE", Weight.PROBLEM, text))
    return found


def _of_row(row: Mapping[str, Any]) -> Iterator[Finding]:
    line = row["line"]
    claimed, real = claimed_kind(row["note"]), row["kind"]
    if claimed is not None and claimed != real:
        text = f"KET menyebut {kind_name(claimed).lower()}, menurut data {kind_name(real).lower()}."
        yield Finding(line, "KIND_DIFFERS", Weight.REMARK, text)
    stated = _level(row["level"])
    if stated and row["to_level"] and stated != row["to_level"]:
        said, seat = (level_name(_category(v, row), v) for v in (stated, row["to_level"]))
        yield Finding(line, "LEVEL_DIFFERS", Weight.REMARK, f"Daftar menyebut {said}, formasi barunya {seat}.")
    rank = _rank(row["rank"])
    if rank and row["own_rank"] in PNS_RANKS and rank != row["own_rank"]:
        text = f"Daftar menyebut golongan {rank}, menurut data {row['own_rank']}."
        yield Finding(line, "RANK_DIFFERS", Weight.REMARK, text)
    stays_put = row["stated_post_id"] in (None, row["from_post_id"], row["to_post_id"])
    if not stays_put:
        text = f"Jabatan lama di daftar bukan jabatannya menurut data ({row['from_seat'] or 'tanpa formasi'})."
        yield Finding(line, "OLD_SEAT_DIFFERS", Weight.REMARK, text)


def _level(text: str | None) -> str | None:
    """Eselon or jenjang that a cell states alone.

    >>> _level("III/a"), _level("Ahli Muda"), _level("-")
    ('III.a', 'AHLI_MUDA', None)
    """
    word = "" if text is None else re.sub(r"(?i)^(eselon|ess?\.?)\s*", "", text.strip())
    eselon = re.fullmatch(r"([IVivl]+)\s*[./ -]?\s*([abAB])\.?", word)
    if eselon:
        code = f"{eselon.group(1).upper().replace('L', 'I')}.{eselon.group(2).lower()}"
        return code if code in ESELON_ORDER else None
    return next((code for code in JENJANG_ORDER if label(code).lower() == word.lower()), None)


def _category(level: str, row: Mapping[str, Any]) -> str:
    return LEADING[-1] if level in ESELON_ORDER else row["to_category"]


def _rank(text: str | None) -> str | None:
    found = re.search(r"\b(IV|I{1,3})\s*[/.]\s*([a-e])\b", text or "")
    return f"{found.group(1)}/{found.group(2)}" if found else None
