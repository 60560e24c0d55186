"""What if: changes as they stand in an address, and the library's answers with names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl
from django.utils.translation import gettext as _

from penata.planning.whatif import Answer, Change, Forbid, Levels, Move, Need, Pin, Retire, Weigh
from penata.planning.whatif.changes import KINDS as DECIDING
from penata.planning.whatif.changes import decision
from penata.planning.whatif.recommend import Option, for_surge, options_for_person, options_for_post, recommended
from penata.tables import InputError
from penata_web.planning.frames.boards import Opened
from penata_web.planning.frames.plans import Reading
from penata_web.shared.charts import number

BETWEEN: Final = "~"
"""Stands between the parts of a change in an address: ``PIN~NIP``, ``MOVE~NIP~post``, ``NEED~+2~post``."""
MOST_TRIED: Final = 12
MOST_FOUND: Final = 8
MOST_OPTIONS: Final = 10
EXPERIENCED_MONTHS: Final = 24
"""Months in the field from which on somebody counts as experienced for a surge, as in the library's command."""


class WrongChangeError(Exception):
    """A change that cannot be tried, in words."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One change: as in the address, as the library has it, in words; ``decides``: the decision's row, if it is one."""

    code: str
    change: Change
    words: str
    decides: Mapping[str, Any] | None

    @property
    def surges(self) -> str:
        """The post whose service surges, empty for all other changes."""
        return self.change.post_id if isinstance(self.change, Need) and self.code.startswith("SURGE") else ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who would sit elsewhere than under the plan."""

    employee_id: str
    name: str
    now: str
    planned: str
    new: str
    points: str
    state: str


@dataclass(frozen=True, slots=True)
class Seats:
    """A post whose people or whose need would be others; ``tone``: better or worse off."""

    post_id: str
    place: str
    need: str
    heads: str
    short: str
    tone: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What the best plan under the changes is, beside the plan."""

    answer: Answer
    levels: list[tuple[str, str, str, str, str]]
    chains: list[tuple[str, list[Moved]]]
    people: int
    posts: list[Seats]
    clashes: list[tuple[list[str], str]]

    @property
    def is_possible(self) -> bool:
        """Whether any plan keeps the changes."""
        return self.answer.is_possible

    @property
    def is_same(self) -> bool:
        """Whether nothing would change."""
        return self.is_possible and not self.answer.shifts and not self.answer.posts


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the ranked options: who, where, points, what it does to the whole plan, and the change that tries it."""

    code: str
    who: str
    place: str
    points: str
    months: str
    planned: bool
    effect: list[str]
    others: int
    names: list[str]


def trials_of(codes: Sequence[str], reading: Reading) -> list[Trial]:
    """The changes of an address; raises WrongChangeError for one that nobody understands."""
    if len(codes) > MOST_TRIED:
        raise WrongChangeError(_("Paling banyak %(n)s andaian sekaligus; hapus sebagian.") % {"n": MOST_TRIED})
    return [trial_of(code, reading) for code in dict.fromkeys(codes)]


def trial_of(code: str, reading: Reading) -> Trial:
    """One change of an address, with names; raises WrongChangeError where it names what the plan does not have."""
    kind, _tilde, rest = code.partition(BETWEEN)
    first, _tilde, second = rest.partition(BETWEEN)
    if kind in {"NEED", "SURGE"}:
        change: Change = Need(_post(second, reading), _wanted(first, second, reading))
    elif kind == "WEIGH":
        change = Weigh(first, _whole(second))
    elif kind == "MOVE":
        change = Move(_person(first, reading), _post(second, reading) if second else None)
    elif kind == "FORBID":
        change = Forbid(_person(first, reading), _post(second, reading) if second else None)
    elif kind in {"PIN", "RETIRE"}:
        change = (Pin if kind == "PIN" else Retire)(_person(first, reading))
    else:
        raise WrongChangeError(_("Andaian %(code)s tidak dikenal; hapus dan susun lagi.") % {"code": code})
    decides = decision(change) if isinstance(change, Move | Pin | Forbid) and type(change) in DECIDING else None
    return Trial(code, change, _words(change, reading), decides)


def answered(opened: Opened, trials: Sequence[Trial], reading: Reading) -> Answered:
    """Ask the board; raises WrongChangeError where the library refuses the question."""
    try:
        with opened.lock:
            answer = opened.board.answer([trial.change for trial in trials])
    except InputError as error:
        raise WrongChangeError("\n".join(error.problems)) from None
    chains: dict[str, list[Moved]] = {}
    for shift in answer.shifts:
        chains.setdefault(shift.chain, []).append(_moved(shift, reading))
    return Answered(
        answer=answer,
        levels=levels_in_words(answer.before, answer.after) if answer.after else [],
        chains=sorted(chains.items()),
        people=len(answer.shifts),
        posts=[_seats(asdict(post), post.short, reading) for post in answer.posts],
        clashes=[([one.describe() for one in clash.decisions], clash.why) for clash in answer.clashes],
    )


def levels_in_words(before: Levels, after: Levels) -> list[tuple[str, str, str, str, str]]:
    """Each level before and after, with its change and whether that is better ("good") or worse ("warn")."""
    rows = [
        (_("Kekurangan (orang)"), before.short, after.short, -1),
        (_("Berat kekurangan"), before.shortage, after.shortage, -1),
        (_("Jumlah nilai (poin)"), before.gain, after.gain, 1),
        (_("Perpindahan"), before.moves, after.moves, 0),
    ]
    return [
        (words, number(old), number(new), _signed(new - old), _tone((new - old) * sign))
        for words, old, new, sign in rows
    ]


def options(opened: Opened, reading: Reading, *, post_id: str = "", employee_id: str = "") -> tuple[int, list[Chosen]]:
    """How many options there are for a post or a person, and the best of them with their full effect.

    Raises WrongChangeError where nothing can be ranked: under limits, or for an id that does not exist.
    """
    try:
        with opened.lock:
            if post_id:
                found = options_for_post(opened.board, _post(post_id, reading))
            else:
                found = options_for_person(opened.board, _person(employee_id, reading))
            best = recommended(opened.board, found, MOST_OPTIONS)
    except InputError as error:
        raise WrongChangeError("\n".join(error.problems)) from None
    plan = opened.board.before.levels
    return len(found), [_chosen(one.option, one.answer, plan, reading) for one in best]


def surge_options(opened: Opened, reading: Reading, trials: Sequence[Trial], post_id: str) -> tuple[int, list[Chosen]]:
    """Who is experienced and could come to a post under a surge, the best for the whole plan first."""
    changes = [trial.change for trial in trials]
    try:
        with opened.lock:
            count, best = for_surge(opened.board, post_id, changes, months=EXPERIENCED_MONTHS, most=5)
            plan = opened.board.answer(changes).after or opened.board.before.levels
    except InputError as error:
        raise WrongChangeError("\n".join(error.problems)) from None
    return count, [_chosen(one.option, one.answer, plan, reading) for one in best]


def people_like(reading: Reading, words: str) -> list[tuple[str, str, str]]:
    """NIP, name and present place of people whose NIP or name holds every word; a few."""
    persons = reading.facts.persons
    found = persons.filter(_holds(words, "employee_id", "name")).sort("name", "employee_id").head(MOST_FOUND)
    rows = found.select("employee_id", "name", "job", "unit").iter_rows()
    return [(nip, name or nip, ", ".join(part for part in (job, unit) if part)) for nip, name, job, unit in rows]


def posts_like(reading: Reading, words: str) -> list[tuple[str, str, str]]:
    """Id, seat and unit with the need, of posts whose words hold every word; a few."""
    seats = reading.story.seats
    found = seats.filter(_holds(words, "post_id", "seat", "unit")).sort("unit", "seat", "post_id").head(MOST_FOUND)
    rows = found.select("post_id", "seat", "unit", "need", "filled_after").iter_rows()
    return [
        (post_id, f"{seat or post_id}, {unit or '–'}", _("kebutuhan %(need)s, terisi %(filled)s menurut rencana")
         % {"need": number(need), "filled": number(filled)})
        for post_id, seat, unit, need, filled in rows
    ]  # fmt: skip


def units_like(reading: Reading, words: str) -> list[tuple[str, str, str]]:
    """Id, name and office of units whose name holds every word; a few."""
    seats = reading.story.seats.select("unit_id", "unit", "office").unique("unit_id")
    found = seats.filter(_holds(words, "unit_id", "unit")).sort("unit", "unit_id").head(MOST_FOUND)
    return [(unit_id, unit or unit_id, office or "") for unit_id, unit, office in found.iter_rows()]


def unit_board(reading: Reading, unit_id: str) -> dict[str, Any] | None:
    """The posts of a unit with who sits there under the plan; None where there is no such unit."""
    seats = reading.story.seats.filter(pl.col("unit_id") == unit_id).sort("seat", "post_id")
    if not seats.height:
        return None
    held = reading.written.assignments.join(seats.select("post_id"), on="post_id", how="semi")
    people = reading.facts.persons.select("employee_id", "name", pl.col("post_id").alias("own"), "counted")
    rows = held.join(people, on="employee_id", how="left", validate="1:1").sort("name", "employee_id")
    of_post: dict[str, list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        of_post.setdefault(row["post_id"], []).append({**row, "comes": row["own"] != row["post_id"]})
    posts = [
        {"post_id": row["post_id"], "seat": row["seat"] or row["post_id"], "need": row["need"],
         "filled": row["filled_after"], "short": row["shortage_after"], "people": of_post.get(row["post_id"], [])}
        for row in seats.iter_rows(named=True)
    ]  # fmt: skip
    return {"unit_id": unit_id, "name": seats["unit"][0] or unit_id, "posts": posts}


def _words(change: Change, reading: Reading) -> str:
    if isinstance(change, Need):
        now = _need(change.post_id, reading)
        return _("kebutuhan %(post)s menjadi %(need)s (sekarang %(now)s)") % {
            "post": reading.places[change.post_id], "need": number(change.need), "now": number(now),
        }  # fmt: skip
    if isinstance(change, Weigh):
        now = getattr(reading.policy.weights, change.weight, None)
        return _("bobot %(name)s menjadi %(value)s (sekarang %(now)s)") % {
            "name": change.weight, "value": number(change.value), "now": number(now),
        }  # fmt: skip
    name = reading.names.get(getattr(change, "employee_id", ""), "")
    post = reading.places.get(getattr(change, "post_id", None) or "", "")
    if isinstance(change, Move):
        said = _("%(name)s pindah ke %(post)s") if post else _("%(name)s pindah, ke mana pun yang terbaik")
    elif isinstance(change, Forbid):
        said = _("%(name)s tidak ke %(post)s") if post else _("%(name)s tidak pindah ke mana pun")
    elif isinstance(change, Pin):
        said = _("%(name)s tetap di tempat")
    else:
        said = _("%(name)s keluar (pensiun, berhenti, atau meninggal)")
    return said % {"name": name, "post": post}


def _moved(shift: Any, reading: Reading) -> Moved:
    def place(post_id: str | None) -> str:
        if post_id is None:
            return _("tanpa formasi")
        return _("tetap") if post_id == shift.own_post_id else reading.places.get(post_id, post_id)

    own = reading.places.get(shift.own_post_id or "", _("tanpa formasi"))
    new = _("keluar") if shift.change == "LEFT" else place(shift.new_post_id)
    points = f"{number(shift.plan_gain)} → {number(shift.new_gain)}"
    name = reading.names.get(shift.employee_id, shift.employee_id)
    return Moved(shift.employee_id, name, own, place(shift.plan_post_id), new, points, shift.change or "")


def _seats(post: Mapping[str, Any], short: tuple[int, int], reading: Reading) -> Seats:
    before, after = short
    need = number(post["need"])
    if post["need"] != post["plan_need"]:
        need = f"{number(post['plan_need'])} → {need}"
    if before == after:
        verdict, tone = (_("tetap terpenuhi") if not after else _("sama kurangnya")), ""
    else:
        verdict, tone = (_("lebih baik"), "good") if after < before else (_("lebih buruk"), "warn")
    place = reading.places.get(post["post_id"], post["post_id"])
    heads = f"{number(post['plan_heads'])} → {number(post['heads'])}"
    return Seats(post["post_id"], place, need, heads, f"{number(before)} → {number(after)}", tone, verdict)


def _chosen(option: Option, answer: Answer, plan: Levels, reading: Reading) -> Chosen:
    after = answer.after
    effect = [] if after is None or option.planned else [
        f"{words}: {old} → {new} ({change})"
        for words, old, new, change, _tone_ in levels_in_words(plan, after) if old != new
    ]  # fmt: skip
    others = [shift for shift in answer.shifts if shift.employee_id != option.employee_id]
    names = [reading.names.get(shift.employee_id, shift.employee_id) for shift in others[:3]]
    months = "" if option.months is None else _("%(n)s bulan di bidangnya") % {"n": number(option.months)}
    return Chosen(
        BETWEEN.join(("MOVE", option.employee_id, option.post_id)),
        reading.names.get(option.employee_id, option.employee_id),
        reading.places.get(option.post_id, option.post_id), number(option.points), months, option.planned,
        effect, len(others), names,
    )  # fmt: skip


def _holds(words: str, *columns: str) -> pl.Expr:
    text = pl.concat_str([pl.col(name).fill_null("") for name in columns], separator=" ").str.to_lowercase()
    asked = words.lower().split() or ["\0"]
    return pl.all_horizontal([text.str.contains(word, literal=True) for word in asked])


def _person(employee_id: str, reading: Reading) -> str:
    if employee_id not in reading.names:
        raise WrongChangeError(
            _("Pegawai %(id)s tidak ada dalam rencana ini; cari namanya lagi.") % {"id": employee_id}
        )
    return employee_id


def _post(post_id: str, reading: Reading) -> str:
    if post_id not in reading.places:
        raise WrongChangeError(_("Formasi %(id)s tidak ada dalam rencana ini; cari lagi.") % {"id": post_id})
    return post_id


def _need(post_id: str, reading: Reading) -> int | None:
    seats = reading.story.seats
    found: int | None = seats["need"][seats["post_id"].index_of(post_id) or 0]
    return found


def _wanted(text: str, post_id: str, reading: Reading) -> int:
    """A need as typed: +2 and -1 from what it is now, else the need itself."""
    value = _whole(text)
    now = _need(_post(post_id, reading), reading) or 0
    wanted = now + value if text[:1] in {"+", "-"} else value
    if wanted < 0:
        raise WrongChangeError(
            _("Kebutuhan %(post)s sekarang %(now)s; tidak dapat berkurang %(n)s.")
            % {"post": reading.places[post_id], "now": number(now), "n": number(-value)}
        )
    return wanted


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise WrongChangeError(_("%(text)s bukan bilangan bulat; tulis misalnya 2.") % {"text": text or "–"}) from None


def _signed(change: int) -> str:
    return f"+{number(change)}" if change > 0 else number(change)


def _tone(better: int) -> str:
    return "good" if better > 0 else "warn" if better < 0 else ""
