"""The policy of a scenario as a form: built from the library's own settings, in the words of the office."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.planning.forms.cycles import Day
from penata_web.planning.forms.settings import CHOICES, LABELS, PARAMETERS, SECTIONS, preset_words
from penata_web.planning.frames.policies import Parameter, Setting, Switch
from penata_web.shared.widgets import Slider

MOST_WEIGHT: Final = 120
_OPEN: Final = {"bobot", "tujuan", "batas"}
_RADIO: Final = {"shortage", "mode", "missing_need"}


class PolicyForm(forms.Form):
    """Every setting of a policy with its present value; ``changed`` says what somebody set differently."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, settings: Sequence[Setting], switches: Sequence[Switch], parameters: Sequence[Parameter],
        values: Mapping[str, Any], **kwargs: Any,
    ) -> None:  # fmt: skip
        """``values``: what the scenario has now, by path."""
        super().__init__(*args, **kwargs)
        self.values, self.settings, self.parameters, self.switches = values, settings, parameters, switches
        for setting in settings:
            self.fields[setting.path] = _field(setting, values[setting.path])
        judged = [rule.id for rule in switches if rule.id not in values["rules_off"] and rule.on]
        judged += [rule.id for rule in switches if rule.id in values["rules_on"]]
        self.fields["switches"] = forms.MultipleChoiceField(
            label=_("Aturan yang ikut dinilai"), required=False, initial=judged, widget=forms.CheckboxSelectMultiple(),
            choices=[(rule.id, f"{rule.id}: {rule.demand} ({rule.citation})") for rule in switches],
            help_text=_("Hanya aturan yang tidak menghalangi, dan aturan dari sumber yang belum pasti, boleh diatur."),
        )  # fmt: skip
        for one in parameters:
            self.fields[f"parameters.{one.id}"] = forms.IntegerField(
                label=PARAMETERS.get(one.id, one.id), help_text=_cited(one), required=False, min_value=0,
                initial=values["parameters"].get(one.id),
            )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("Alasan perubahan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Satu alasan untuk semua yang Anda ubah di sini; tercatat dalam jejak audit."),
        )  # fmt: skip

    def sections(self) -> list[dict[str, Any]]:
        """The settings as the page shows them; those that are seldom touched are folded unless something is wrong."""
        found: list[dict[str, Any]] = [
            {"id": name, "title": title, "words": lead, "fields": self._of(prefixes), "open": name in _OPEN}
            for name, title, lead, prefixes in SECTIONS
        ]
        rules = [self["switches"], *(self[f"parameters.{one.id}"] for one in self.parameters)]
        lead = _("Yang boleh diatur instansi. Aturan yang menghalangi tidak dapat dimatikan.")
        found.append({"id": "aturan", "title": _("Aturan"), "words": lead, "fields": rules, "open": False})
        for section in found:
            section["open"] = section["open"] or any(field.errors for field in section["fields"])
        return found

    def changed(self) -> dict[str, Any]:
        """Settings that differ from the values the form was opened with, by path."""
        typed = self.typed()
        return {path: value for path, value in typed.items() if value != self.values[path]}

    def typed(self) -> dict[str, Any]:
        """All values as they were typed, as the policy keeps them."""
        found = {setting.path: self._value(setting) for setting in self.settings}
        ticked = set(self.cleaned_data["switches"])
        found["rules_off"] = sorted(rule.id for rule in self.switches if rule.on and rule.id not in ticked)
        found["rules_on"] = sorted(rule.id for rule in self.switches if not rule.on and rule.id in ticked)
        asked = {one.id: self.cleaned_data[f"parameters.{one.id}"] for one in self.parameters}
        found["parameters"] = {name: value for name, value in asked.items() if value is not None}
        return found

    def _value(self, setting: Setting) -> Any:
        value = self.cleaned_data[setting.path]
        if setting.kind == "words":
            return sorted(value)
        if setting.kind == "date":
            return value.isoformat() if value else None
        return value

    def _of(self, prefixes: Iterable[str]) -> list[Any]:
        return [self[one.path] for prefix in prefixes for one in self.settings if one.path.startswith(prefix)]


class PolicyTextForm(forms.Form):
    """The policy as its text, for those who know it."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    text = forms.CharField(
        label=_("policy.toml"), strip=False, widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"})
    )
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_text(self) -> str:
        """Lines end as the library writes them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class PresetForm(forms.Form):
    """All weights and kinds of moves at once, as a preset has them."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    preset = forms.ChoiceField(label=_("Paket"), widget=forms.RadioSelect())
    reason = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, presets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``presets``: names with their sentence."""
        super().__init__(*args, **kwargs)
        self.fields["preset"].choices = [(name, preset_words(name, said)) for name, said in presets]  # type: ignore[attr-defined]


def _cited(one: Parameter) -> str:
    usual = _("bawaan %(value)s") % {"value": one.value}
    return usual if one.citation == "POLICY" else f"{usual} · {one.citation}"


def _field(setting: Setting, value: Any) -> forms.Field:
    label, help_text = LABELS.get(setting.path, (setting.path, ""))
    common: dict[str, Any] = {"label": label, "help_text": help_text, "initial": value}
    choices = [(code, CHOICES.get(code, code)) for code in setting.choices]
    if setting.path.startswith("weights."):
        most = max(MOST_WEIGHT, value)
        return forms.IntegerField(
            **common, min_value=0, max_value=most, widget=Slider(attrs={"min": 0, "max": most, "step": 1})
        )
    if setting.kind == "words":
        return forms.MultipleChoiceField(**common, choices=choices, widget=forms.CheckboxSelectMultiple())
    if setting.kind == "choice":
        widget = forms.RadioSelect() if setting.path in _RADIO else forms.Select()
        return forms.ChoiceField(**common, choices=choices, widget=widget)
    if setting.kind == "flag":
        return forms.BooleanField(**common, required=False)
    if setting.kind == "date":
        return forms.DateField(**common, required=False, widget=Day())
    if setting.kind == "number":
        return forms.FloatField(**common, required=not setting.optional, min_value=0)
    return forms.IntegerField(**common, required=not setting.optional, min_value=0)
