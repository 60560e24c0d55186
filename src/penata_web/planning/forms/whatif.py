"""What somebody wants to try on a plan: the fields of one change."""

from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.planning.forms.settings import LABELS
from penata_web.planning.frames.plans import Reading
from penata_web.planning.frames.trials import BETWEEN, WrongChangeError, people_like, posts_like, trial_of

KINDS: Final = (
    ("MOVE", gettext_lazy("Pindahkan")),
    ("PIN", gettext_lazy("Tetap di tempat")),
    ("FORBID", gettext_lazy("Larang pindah")),
    ("RETIRE", gettext_lazy("Keluar atau pensiun")),
    ("NEED", gettext_lazy("Ubah kebutuhan")),
    ("SURGE", gettext_lazy("Lonjakan layanan")),
    ("WEIGH", gettext_lazy("Ubah bobot")),
)
SAYS: Final = {
    "MOVE": gettext_lazy("Siapa, dan ke formasi mana? Tanpa formasi: ke mana pun yang terbaik."),
    "PIN": gettext_lazy("Siapa yang tetap di tempatnya?"),
    "FORBID": gettext_lazy("Siapa yang tidak ke sana? Tanpa formasi: tidak ke mana pun."),
    "RETIRE": gettext_lazy("Siapa yang keluar, pensiun, atau berhenti?"),
    "NEED": gettext_lazy("Formasi mana, dan berapa lebih (+2) atau kurang (-1)?"),
    "SURGE": gettext_lazy("Formasi mana yang melonjak, dan berapa orang lebih? Yang berpengalaman ikut ditampilkan."),
    "WEIGH": gettext_lazy("Bobot mana, dan menjadi berapa?"),
}
WITH_PERSON: Final = frozenset({"MOVE", "PIN", "FORBID", "RETIRE"})
WITH_POST: Final = frozenset({"MOVE", "FORBID", "NEED", "SURGE"})
POST_OPTIONAL: Final = frozenset({"MOVE", "FORBID"})
WEIGHTS: Final = tuple(
    (path.removeprefix("weights."), LABELS[path][0]) for path in LABELS if path.startswith("weights.")
)


@dataclass(slots=True)
class Composer:
    """What was typed for one change, who and which posts that could mean, and what is still missing."""

    kind: str
    who: str = ""
    person: str = ""
    where: str = ""
    post: str = ""
    amount: str = ""
    weight: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    people: list[tuple[str, str, str]] = field(default_factory=list)
    posts: list[tuple[str, str, str]] = field(default_factory=list)
    code: str = ""

    @property
    def says(self) -> Any:
        """What is asked."""
        return SAYS[self.kind]

    @property
    def has_person(self) -> bool:
        """Whether this kind is about somebody."""
        return self.kind in WITH_PERSON

    @property
    def has_post(self) -> bool:
        """Whether this kind is about a post."""
        return self.kind in WITH_POST


def composed(data: Any, reading: Reading) -> Composer:
    """Read what was typed; ``code`` is the change where all is there and it was asked to try it."""
    kind = data.get("jenis", "MOVE")
    one = Composer(
        kind if kind in SAYS else "MOVE", data.get("orang", "").strip(), data.get("pegawai", "").strip(),
        data.get("tempat", "").strip(), data.get("formasi", "").strip(), data.get("jumlah", "").strip(),
        data.get("bobot", "").strip(),
    )  # fmt: skip
    if one.has_person:
        _find_person(one, reading)
    if one.has_post:
        _find_post(one, reading)
    if data.get("aksi") == "coba":
        _complete(one, reading)
    return one


def _find_person(one: Composer, reading: Reading) -> None:
    if one.who and not one.person:
        one.people = people_like(reading, one.who)
        if len(one.people) == 1 or one.who in reading.names:
            one.person = one.who if one.who in reading.names else one.people[0][0]
        elif not one.people:
            one.errors["orang"] = _("Tidak ada pegawai dengan NIP atau nama “%(text)s”.") % {"text": one.who}
    if one.person in reading.names and not one.people:
        one.people = people_like(reading, one.person)


def _find_post(one: Composer, reading: Reading) -> None:
    if one.where and not one.post:
        one.posts = posts_like(reading, one.where)
        if len(one.posts) == 1 or one.where in reading.places:
            one.post = one.where if one.where in reading.places else one.posts[0][0]
        elif not one.posts:
            one.errors["tempat"] = _("Tidak ada formasi dengan nama “%(text)s”.") % {"text": one.where}
    if one.post in reading.places and not one.posts:
        one.posts = posts_like(reading, one.post)


def _complete(one: Composer, reading: Reading) -> None:
    """Put the change together, or say what is missing."""
    if one.has_person and not one.person:
        one.errors.setdefault("orang", _("Pilih seorang pegawai.") if one.people else _("Ketik NIP atau nama."))
    if one.has_post and not one.post and (one.kind not in POST_OPTIONAL or one.where):
        one.errors.setdefault("tempat", _("Pilih sebuah formasi.") if one.posts else _("Ketik nama jabatan atau unit."))
    if one.errors:
        return
    amount = f"+{one.amount.lstrip('+')}" if one.kind == "SURGE" else one.amount
    parts = {"NEED": (amount, one.post), "SURGE": (amount, one.post), "WEIGH": (one.weight, one.amount)}
    rest = parts.get(one.kind, (one.person, one.post) if one.has_post and one.post else (one.person,))
    code = BETWEEN.join((one.kind, *rest))
    try:
        trial_of(code, reading)
    except WrongChangeError as error:
        one.errors["jumlah" if one.kind in {"NEED", "SURGE", "WEIGH"} else "orang"] = str(error)
    else:
        one.code = code


class DecideForm(forms.Form):
    """Take a trial into the scenario as a decision, with the reason."""

    ubah = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Tertulis pada keputusan dan dalam jejak audit."),
    )  # fmt: skip
