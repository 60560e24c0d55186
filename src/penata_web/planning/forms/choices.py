"""The committee's choice and its withdrawal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """Who is chosen, and why."""

    employee_id = forms.CharField(max_length=64, widget=forms.HiddenInput())
    reason = forms.CharField(
        label=_("Alasan pilihan"), max_length=2000, min_length=8, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mengapa orang ini, dibanding calon lain. Tercatat di jejak audit dan dibaca dalam konsultasi."),
        error_messages={
            "required": _("Tulis alasan pilihan."),
            "min_length": _("Tulis alasan yang dapat dipahami orang lain."),
        },
    )  # fmt: skip


class WithdrawChoiceForm(forms.Form):
    """Why a choice is withdrawn."""

    reason = forms.CharField(
        label=_("Alasan menarik pilihan"), max_length=2000, min_length=8, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Tulis alasannya."),
            "min_length": _("Tulis alasan yang dapat dipahami orang lain."),
        },
    )  # fmt: skip
