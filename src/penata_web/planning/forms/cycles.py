"""Opening and changing a cycle."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.planning.models import Cycle
from penata_web.shared.models import Account


class Day(forms.DateInput):
    """A day, chosen in the browser's calendar."""

    def __init__(self) -> None:
        """As the browser wants it."""
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class Instant(forms.DateTimeInput):
    """A day and an hour."""

    def __init__(self) -> None:
        """As the browser wants it."""
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class CycleForm(forms.Form):
    """What a new cycle needs: name, days, policy to begin with, and who may see drafts."""

    name = forms.CharField(label=_("Nama siklus"), max_length=200, help_text=_("Contoh: Mutasi semester II 2026."))
    as_of = forms.DateField(
        label=_("Keadaan data per tanggal"), widget=Day(),
        help_text=_("Data kepegawaian dibekukan seperti keadaannya pada hari itu."),
    )  # fmt: skip
    effective_date = forms.DateField(
        label=_("Rencana berlaku mulai"), widget=Day(), help_text=_("Aturan dinilai menurut tanggal ini.")
    )
    like = forms.ModelChoiceField(
        Cycle.objects.none(), label=_("Kebijakan awal"), required=False, empty_label=_("Bawaan Penata"),
        help_text=_("Bobot dan batas diambil dari sini; setiap skenario dapat mengubahnya."),
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        Account.objects.none(), label=_("Yang boleh melihat draf"), required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Anda sendiri selalu termasuk. Orang lain baru melihat usulan sesudah dibuka."),
    )  # fmt: skip
    release_at = forms.DateTimeField(
        label=_("Usulan dibuka untuk semua pada"), required=False, widget=Instant(),
        help_text=_("Boleh ditetapkan nanti. Sebelum jam itu hanya anggota yang melihatnya."),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[Account], cycles: Iterable[Cycle], **kwargs: Any) -> None:
        """``members``: who may be named; ``cycles``: whose policy may be taken over."""
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]
        self.fields["like"].queryset = cycles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The plan cannot begin before the day of its data."""
        found = super().clean() or {}
        as_of, effective = found.get("as_of"), found.get("effective_date")
        if as_of and effective and effective < as_of:
            self.add_error("effective_date", _("Lebih awal daripada keadaan data; pilih tanggal itu atau sesudahnya."))
        return found


class CycleChangeForm(forms.Form):
    """What of a cycle may still change: not what is frozen."""

    name = forms.CharField(label=_("Nama siklus"), max_length=200)
    members = forms.ModelMultipleChoiceField(
        Account.objects.none(), label=_("Yang boleh melihat draf"), widget=forms.CheckboxSelectMultiple()
    )
    release_at = forms.DateTimeField(
        label=_("Usulan dibuka untuk semua pada"), required=False, widget=Instant(),
        help_text=_("Sebelum jam itu hanya anggota yang melihat usulan yang dikunci."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, members: Iterable[Account], **kwargs: Any) -> None:
        """``members``: who may be named."""
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """An act that needs a reason alone."""

    reason = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
