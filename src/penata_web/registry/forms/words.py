"""What people say of their records, and the answer to it; the reason for looking at sensitive data."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.registry.enums import Outcome


class DisputeForm(forms.Form):
    """What is wrong with a field."""

    field = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Yang benar menurut Anda, dan apa dasarnya"),
        help_text=_("Misalnya: TMT golongan III/c seharusnya 1 April 2024, SK nomor 823/112/2024."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Tulis apa yang keliru dan yang benar, agar dapat diperbaiki.")},
    )


class AnswerForm(forms.Form):
    """What became of a dispute."""

    outcome = forms.ChoiceField(
        label=_("Hasil pemeriksaan"),
        choices=[
            (Outcome.CORRECTED, _("Data diperbaiki di sumbernya (SIASN atau berkas)")),
            (Outcome.KEPT, _("Data tetap: yang tercatat sudah sesuai dokumen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hasil pemeriksaannya.")},
    )
    answer = forms.CharField(
        label=_("Jawaban kepada pegawai"),
        help_text=_("Sebut dokumen yang diperiksa dan kapan perbaikan terlihat di Penata."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Tulis jawaban yang dapat dibaca pegawai.")},
    )


class ReasonForm(forms.Form):
    """Why somebody looks at sensitive data."""

    default_reason: ClassVar[Any] = _("Melihat data sendiri")

    reason = forms.CharField(
        label=_("Untuk apa data ini dilihat?"),
        help_text=_("Alasan, nama Anda, dan waktunya tercatat; pegawai yang bersangkutan dapat membacanya."),
        min_length=8,
        max_length=500,
        error_messages={
            "required": _("Tulis alasannya, misalnya: memeriksa syarat kesehatan untuk usulan mutasi ke pulau."),
            "min_length": _("Tulis alasan yang dapat dipahami orang lain."),
        },
    )
