"""Forms: a confirmation by the legal office, and a made-up person to try a rule on."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.eligibility.operations import AskedColumn, read_typed


class ConfirmForm(forms.Form):
    """Document, date and name: what makes a confirmation one."""

    document = forms.CharField(
        label=_("Naskah yang dicocokkan"),
        help_text=_("Misalnya: PP 11/2017 dari JDIH Kemensetneg, unduhan 3 Juni 2026"),
    )
    confirmed_on = forms.DateField(
        label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    confirmed_by = forms.CharField(label=_("Nama dan jabatan yang mencocokkan"))
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """``today``: nobody confirms in the future."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_confirmed_on(self) -> dt.date:
        """Not in the future."""
        day: dt.date = self.cleaned_data["confirmed_on"]
        if day > self.today:
            raise forms.ValidationError(_("Tanggal ini belum tiba; isi tanggal naskah dicocokkan."))
        return day


class TrialForm(forms.Form):
    """One field for each fact that a rule looks at; an empty one means "not known"."""

    on = forms.DateField(label=_("Diperiksa pada"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, asked: Sequence[AskedColumn], **kwargs: Any) -> None:
        """The fields that this rule asks for."""
        super().__init__(*args, **kwargs)
        self.asked = asked
        for column in asked:
            self.fields[column.field] = _field(column)

    def clean(self) -> dict[str, Any]:
        """Values as the tables take them."""
        cleaned = dict(super().clean() or {})
        for column in self.asked:
            try:
                cleaned[column.field] = read_typed(column, str(cleaned.get(column.field) or ""))
            except ValueError:
                self.add_error(
                    column.field, _("Nilai ini tidak terbaca; tulis angka, atau tanggal seperti 2026-06-30.")
                )
        return cleaned

    def stated(self, side: str) -> dict[str, Any]:
        """What was said of the person or of the seat, by column."""
        return {c.name: self.cleaned_data[c.field] for c in self.asked if c.side == side}


def _field(column: AskedColumn) -> forms.Field:
    if column.codes:
        choices = [("", _("tidak diketahui")), *((code, code) for code in column.codes)]
        return forms.ChoiceField(label=column.label, required=False, choices=choices)
    if column.kind == "BOOL":
        choices = [("", _("tidak diketahui")), ("true", _("ya")), ("false", _("tidak"))]
        return forms.ChoiceField(label=column.label, required=False, choices=choices)
    widget = forms.TextInput(attrs={"type": "date"} if column.kind == "DATE" else {})
    return forms.CharField(label=column.label, required=False, widget=widget)
