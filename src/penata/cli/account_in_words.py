"""One person's account of a plan on the terminal, and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from penata.cli.console import Console
from penata.cli.eligible import reasons_of
from penata.eligibility import Explanation
from penata.explain.letters.account import Account, Other, sheet_of
from penata.explain.letters.account_text import behind_words, what_if
from penata.explain.letters.facts import Case
from penata.explain.told.enough import short_of
from penata.explain.told.standings import Standings
from penata.explain.whatif.counterfactual import Counterfactual
from penata.merit import CRITERION_LABELS
from penata.planning import Workings
from penata.planning.problem import NOBODY
from penata.vocabulary import label
from penata.wording import PART_LABELS, Language, decimal, signed, whole

_ID: Final = Language.INDONESIAN
_CASES: Final = {
    Case.MOVED: "PINDAH", Case.PLACED: "DITEMPATKAN", Case.RELEASED: "DILEPAS", Case.NOT_GRANTED: "TETAP",
    Case.STAYS: "TETAP",
}  # fmt: skip


def say_account(account: Account, console: Console) -> None:
    """Everything on one screen: the result, the move, its points and chain, other seats, wishes."""
    person, move = account.person, account.move
    console.say(f"{person['name']} ({account.employee_id}), {label(person['employment'])}, {label(person['status'])}")
    console.say(f"Sekarang: {_seat(account, person['post_id'])}")
    if move is None:
        console.say(f"Rencana:  {_CASES[account.case]} di tempat sekarang")
        if not person["counted"]:
            console.say("Pegawai ini tidak ikut direncanakan (kedudukan atau jenis kepegawaiannya).")
    else:
        console.say(f"Rencana:  {_CASES[account.case]} ke {_seat(account, move['to_post_id'])}")
        _say_move(account, move, console)
    _say_others(account, console)
    _say_wishes(account, console)
    for answer in what_if(account.asked, account.names, _ID):
        console.say("\nApa yang akan mengubah hasilnya (dihitung ulang dan dibuktikan):")
        for line in answer.lines:
            console.say(f"  {line}")


def _say_move(account: Account, move: Any, console: Console) -> None:
    if move["need"] is not None:
        console.say(
            f"\nMengapa ada tempat: kebutuhan {whole(move['need'])}, terisi {whole(move['filled_before'])} → "
            f"{whole(move['filled_after'])}; kurang {whole(move['shortage_before'])} → {whole(move['shortage_after'])}."
        )
    brings = _brings(move)
    if brings:
        console.say(f"Yang dibawa: {'; '.join(brings)}.")
    if move["rivals"]:
        nearest = _at_least(move["next_behind_shortage"], move["next_behind_gain"] or 0)
        console.say(f"Orang lain yang dapat menempatinya: {whole(move['rivals'])}; yang terdekat: {nearest}.")
    else:
        console.say("Tidak ada orang lain yang menjadi calon untuk tempat itu.")
    console.say("\nNilai perpindahan (poin; tetap di tempat bernilai 0):")
    _say_sheet(account.sheet, console)
    console.say(f"Jumlah: {signed(sum(account.parts.values()))} poin.")
    closes = f", menutup {whole(move['chain_closes'])} kekurangan" if (move["chain_closes"] or 0) > 0 else ""
    console.say(f"\nRantai {move['chain_id']}: {whole(len(account.chain))} perpindahan{closes}")
    for number, step in enumerate(account.chain, start=1):
        mark = "→ orang ini: " if step.own else ""
        console.say(f"  {number}. {mark}{account.seat(step.from_post_id)} → {account.seat(step.to_post_id)}")


def _at_least(shortage: int | None, points: int) -> str:
    """What the prices of the plan say of the next in line: a bound, which the true figure may exceed."""
    if shortage is None:
        return "batas rencana yang menentukan di antara mereka"
    if shortage > 0:
        return "dengan dia kekurangan pegawai menjadi lebih berat"
    return f"dengan dia sekurangnya {whole(points)} poin lebih rendah" if points > 0 else "dengan dia tidak lebih baik"


def _say_sheet(sheet: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Points by criterion with the raw facts on both sides; what is absent says how it was handled."""
    rows = [
        (PART_LABELS[row["part"]], CRITERION_LABELS[row["criterion"]], row["raw_here"] or "–", row["raw_there"] or "–",
         decimal(row["points"], 0 if float(row["points"]).is_integer() else 1),
         row["handling"] if row["absent"] and row["handling"] else "")
        for row in sheet
    ]  # fmt: skip
    console.table(("bagian", "kriteria", "sekarang", "di sana", "poin", "catatan"), rows)


def _brings(move: Any) -> list[str]:
    """What is on record of the person for the new seat."""
    found = []
    if move["certified_subject"]:
        found.append(f"bersertifikat {move['subject']}")
    if move["experience_months"] is not None:
        found.append(f"pengalaman {whole(move['experience_months'])} bulan di bidangnya")
    if move["certificates_asked"]:
        found.append(f"sertifikat {len(move['certificates'])} dari {move['certificates_asked']} yang diminta")
    tested = (move["competencies_asked"] or 0) - (move["competencies_unknown"] or 0)
    if move["competencies_asked"] and not tested:
        found.append(f"{move['competencies_asked']} kompetensi yang diminta belum diuji")
    elif tested:
        unknown = f", {move['competencies_unknown']} belum diuji" if move["competencies_unknown"] else ""
        found.append(f"kompetensi terpenuhi {move['competencies_met']} dari {move['competencies_asked']}{unknown}")
    return found


def _say_others(account: Account, console: Console) -> None:
    if not account.candidates:
        if account.person["counted"]:
            console.say("\nTidak ada formasi lain yang terbuka bagi orang ini; sebabnya: penata eligible.")
        return
    console.say(f"\nFormasi lain yang terbuka: {whole(account.candidates)}. Terdekat, dibanding tempat dalam rencana:")
    rows = [
        ("tetap di tempat sekarang" if other.stays else _seat(account, other.post_id), signed(other.gain),
         behind_words(other, _ID))
        for other in account.others
    ]  # fmt: skip
    console.table(("formasi", "poin", "dibanding rencana"), rows)


def _say_wishes(account: Account, console: Console) -> None:
    if not account.wishes:
        return
    console.say("\nAspirasi dan jawabannya:")
    for wish in account.wishes:
        rank = "" if wish["rank"] is None else f" {wish['rank']}"
        console.say(f"  {_STANCES[wish['stance']]}{rank}: {wish['place'] or 'tempat tidak dikenal'}")
        console.say(f"    {wish['words']}")
        if wish["ahead"] and wish["status"] == "LOST":
            console.say(f"    {whole(wish['ahead'])} orang sudah di sana atau lebih dahulu.")


_STANCES: Final = {"WANT": "ingin", "ACCEPT": "bersedia", "REFUSE": "tidak ingin"}


def say_rules(
    explained: Explanation, seat: str, standings: Standings, work: Workings, console: Console, *, show: bool
) -> dict[str, Any]:
    """Why not a certain post (``seat`` in words): what the rules say of it, and how far behind it stands."""
    console.say(f"\nMengapa tidak {seat} [{explained.post_id}]?")
    lines = list(reasons_of(explained, show=show))
    for line in lines:
        console.say(f"  - {line}")
    behind, ahead = _behind(explained.employee_id, explained.post_id, standings, work)
    sheet = sheet_of(work, explained.employee_id, explained.post_id, show_personal=show)
    if sheet:
        _say_sheet(sheet, console)
    if behind is not None:
        other = Other(explained.post_id, False, 0, behind)
        first = "inilah tempatnya dalam rencana" if not any(behind) else behind_words(other, _ID)
        console.say(f"  Dibanding tempat dalam rencana: {first}; {whole(ahead)} orang sudah di sana atau lebih dahulu.")
    return {
        "post_id": explained.post_id, "decision": explained.decision, "planned": explained.planned, "reasons": lines,
        "behind": behind, "ahead": ahead, "sheet": list(sheet),
    }  # fmt: skip


def _behind(
    employee_id: str, post_id: str, standings: Standings, work: Workings
) -> tuple[tuple[int, int, int, int] | None, int]:
    """How much worse the best plan with a pair is, by level, and how many stand before; None where it is no candidate,
    or where the bounds of posts leave no such plan.
    """
    facts, problem = work.facts, work.problem
    person = facts.persons["employee_id"].index_of(employee_id)
    post = facts.posts["post_id"].index_of(post_id)
    rank = NOBODY if person is None else int(problem.rank[person])
    if rank == NOBODY:
        return None, 0
    start, end = int(problem.start[rank]), int(problem.start[rank + 1])
    at = np.flatnonzero(problem.posts[problem.post[start:end]] == post)
    if not len(at):
        return None, 0
    who, pair = np.array([rank]), at[:1] + start
    (lack,), (possible,) = short_of(work, who, pair)
    behind = (int(lack[0]), int(lack[1]), int(lack[2]), int(lack[3])) if possible else None
    return behind, int(standings.ahead(who, pair)[0])


def _seat(account: Account, post_id: str | None) -> str:
    return account.seat(post_id) if post_id is None else f"{account.seat(post_id)} [{post_id}]"


def document_of(account: Account, *, show: bool) -> dict[str, Any]:
    """The account as JSON; personal barriers are only told to whoever may see them."""
    return {
        "employee_id": account.employee_id, "case": account.case, **account.person, "move": account.move,
        "parts": account.parts, "sheet": list(account.sheet), "chain": [asdict(step) for step in account.chain],
        "others": [{**asdict(other), "seat": account.seat(other.post_id)} for other in account.others],
        "candidates": account.candidates, "wishes": list(account.wishes),
        "counterfactuals": [_counterfactual(one, show=show) for one in account.asked],
        "what_if": [asdict(one) for one in what_if(account.asked, account.names, _ID)],
    }  # fmt: skip


def _counterfactual(one: Counterfactual, *, show: bool) -> dict[str, Any]:
    open_to_see = tuple(barrier for barrier in one.barriers if show or not barrier.sensitive)
    return {**asdict(one), "barriers": [asdict(barrier) for barrier in open_to_see],
            "personal": len(open_to_see) < len(one.barriers)}  # fmt: skip
