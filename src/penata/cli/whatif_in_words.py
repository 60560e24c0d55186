"""A what-if in words: what is tried, and what else would have to change, to be read out while people talk."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.facts import Facts
from penata.planning.whatif import (
    Answer,
    Change,
    Forbid,
    Join,
    Levels,
    Move,
    Need,
    Pin,
    PostShift,
    Retire,
    Shift,
    Withdraw,
)
from penata.wording import seat_name

_SHOWN: Final = 25
"""Rows of a table on the terminal; --json has all."""


class Named:
    """Names of people and posts by id."""

    def __init__(self, facts: Facts) -> None:
        people, posts = facts.persons, facts.posts
        self.people = dict(zip(people["employee_id"].to_list(), people["name"].to_list(), strict=True))
        called = posts.select("post_id", seat_name(pl.col("job"), pl.col("subject")).alias("seat"), "unit")
        self.posts = {post_id: f"{seat}, {unit}" for post_id, seat, unit in called.iter_rows()}
        self.need = dict(posts.select("post_id", "need").iter_rows())

    def person(self, employee_id: str) -> str:
        """Name and NIP."""
        return f"{self.people.get(employee_id, 'pegawai baru')} ({employee_id})"

    def post(self, post_id: str | None) -> str:
        """Job and unit, with the id."""
        return "tanpa formasi" if post_id is None else f"{self.posts.get(post_id, '')} [{post_id}]"

    def seat(self, post_id: str | None) -> str:
        """Job and unit, without the id."""
        return "tanpa formasi" if post_id is None else self.posts.get(post_id, post_id)


def condition(changes: Sequence[Change], names: Named) -> str:
    """The changes as one condition: “Bila …, maka:”."""
    return f"Bila {'; '.join(_tried(change, names) for change in changes)}, maka:"


def _tried(change: Change, names: Named) -> str:
    if isinstance(change, Move):
        where = f"pindah ke {names.post(change.post_id)}" if change.post_id else "pindah ke mana pun yang terbaik"
        return f"Sdr. {names.person(change.employee_id)} {where}"
    if isinstance(change, Pin):
        return f"Sdr. {names.person(change.employee_id)} tetap di tempat"
    if isinstance(change, Forbid):
        where = f"tidak ke {names.post(change.post_id)}" if change.post_id else "tidak pindah"
        return f"Sdr. {names.person(change.employee_id)} {where}"
    if isinstance(change, Withdraw):
        return f"keputusan tentang Sdr. {names.person(change.employee_id)} dicabut"
    if isinstance(change, Retire):
        return f"Sdr. {names.person(change.employee_id)} keluar (pensiun, berhenti, atau meninggal)"
    if isinstance(change, Join):
        seat = f"pada {names.post(change.post_id)}" if change.post_id else "tanpa formasi"
        return f"datang pegawai baru {change.employee_id} seperti {names.person(change.like)}, {seat}"
    if isinstance(change, Need):
        now = names.need.get(change.post_id)
        return f"kebutuhan {names.post(change.post_id)} {'kosong' if now is None else now} menjadi {change.need}"
    return f"bobot {change.weight} menjadi {change.value}"


def say_answer(answer: Answer, names: Named, console: Console) -> None:
    """The whole answer."""
    console.say(condition(answer.changes, names))
    if answer.after is None:
        console.say("  tidak ada rencana yang mungkin. Yang bertentangan:")
        for clash in answer.clashes:
            console.say(f"  - {'; '.join(decision.describe() for decision in clash.decisions)}")
            console.say(f"    {clash.why}")
        return
    for line in effect(answer.before, answer.after):
        console.say(f"  {line}")
    moved = [shift for shift in answer.shifts if shift.change is None]
    if not answer.shifts:
        console.say("  tidak seorang pun duduk di tempat lain daripada dalam rencana.")
    else:
        console.say(f"  {_people(len(moved))} duduk di tempat lain daripada dalam rencana"
                    f"{_besides(answer.shifts)}:\n")  # fmt: skip
        _say_shifts(answer.shifts, names, console)
    _say_posts(answer.posts, names, console)


def effect(before: Levels, after: Levels) -> list[str]:
    """What each level gains or loses, one line each; one line where nothing does."""
    if before == after:
        return ["rencana tetap sama pada setiap tujuan."]
    lines = [
        _line("kekurangan", before.short, after.short, "orang"),
        *([] if (before.shortage > after.shortage) == (before.short > after.short)
          and (before.shortage < after.shortage) == (before.short < after.short)
          else [_line("berat kekurangan", before.shortage, after.shortage, "")]),
        _line("jumlah nilai", before.gain, after.gain, "poin"),
        _line("perpindahan", before.moves, after.moves, ""),
    ]  # fmt: skip
    return [line for line in lines if line] or ["hanya pemutus seri yang berbeda; setiap tujuan sama."]


def _line(what: str, before: int, after: int, unit: str) -> str:
    if before == after:
        return ""
    sign = "+" if after > before else "−"
    unit = f" {unit}" if unit else ""
    return f"{what}: {said_whole(before)} → {said_whole(after)}{unit} ({sign}{said_whole(abs(after - before))})"


def said_whole(number: int) -> str:
    """A whole number as it is read: a point between thousands, a true minus."""
    return f"{number:,}".replace(",", ".").replace("-", "−")


def _people(count: int) -> str:
    return f"{said_whole(count)} pegawai"


def _besides(shifts: Sequence[Shift]) -> str:
    left, joined = (sum(shift.change == kind for shift in shifts) for kind in ("LEFT", "JOINED"))
    said = [*([f"{left} keluar"] if left else []), *([f"{joined} datang"] if joined else [])]
    return f" ({', '.join(said)})" if said else ""


def _say_shifts(shifts: Sequence[Shift], names: Named, console: Console) -> None:
    console.table(
        ("rantai", "pegawai", "sekarang", "dalam rencana", "menjadi", "nilai"),
        [
            (shift.chain, names.person(shift.employee_id), names.seat(shift.own_post_id),
             "belum ada" if shift.change == "JOINED" else _same(shift.plan_post_id, shift.own_post_id, names),
             "keluar" if shift.change == "LEFT" else _same(shift.new_post_id, shift.own_post_id, names),
             f"{said_whole(shift.plan_gain)} → {said_whole(shift.new_gain)}")
            for shift in shifts[:_SHOWN]
        ],
    )  # fmt: skip
    if len(shifts) > _SHOWN:
        console.say(f"… dan {said_whole(len(shifts) - _SHOWN)} lagi; --json menampilkan semuanya")


def _same(post_id: str | None, own: str | None, names: Named) -> str:
    return "tetap" if post_id == own and own is not None else names.seat(post_id)


def _say_posts(posts: Sequence[PostShift], names: Named, console: Console) -> None:
    if not posts:
        return
    console.say("\n  Formasi yang terisi atau kebutuhannya lain daripada dalam rencana:\n")
    console.table(
        ("formasi", "kebutuhan", "terisi dalam rencana", "terisi", "kurang", "akibat"),
        [
            (names.post(post.post_id), _or_dash(post.need) if post.need == post.plan_need
             else f"{_or_dash(post.plan_need)} → {_or_dash(post.need)}",
             post.plan_heads, post.heads, f"{post.short[0]} → {post.short[1]}", _verdict(post))
            for post in posts[:_SHOWN]
        ],
    )  # fmt: skip
    if len(posts) > _SHOWN:
        console.say(f"… dan {said_whole(len(posts) - _SHOWN)} lagi; --json menampilkan semuanya")


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def _verdict(post: PostShift) -> str:
    """What becomes of a post: beside its own need, which the changes may have raised or lowered."""
    before, after = post.short
    if post.need != post.plan_need:
        if not after:
            return "terpenuhi"
        more = after - before
        return f"kekurangan bertambah {more}" if more > 0 else f"berkurang {-more}" if more < 0 else "kekurangan tetap"
    if before != after:
        return "lebih baik" if after < before else "lebih buruk"
    return "tetap terpenuhi" if not after else "sama kurangnya"


def document_of(answer: Answer) -> dict[str, Any]:
    """The answer for programs."""
    return {
        "changes": [{"kind": type(change).__name__.upper(), **asdict(change)} for change in answer.changes],
        "status": "POSSIBLE" if answer.after else "IMPOSSIBLE",
        "before": asdict(answer.before),
        "after": asdict(answer.after) if answer.after else None,
        "shifts": [asdict(shift) for shift in answer.shifts],
        "posts": [{**asdict(post), "plan_short": post.short[0], "short": post.short[1]} for post in answer.posts],
        "clashes": [
            {"decisions": [decision.describe() for decision in clash.decisions], "why": clash.why}
            for clash in answer.clashes
        ],
        "resolved": "whole" if answer.whole else "part",
        "people_looked_at": answer.people,
        "posts_looked_at": answer.seats,
    }
