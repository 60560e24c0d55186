"""Files for the registry, and the words with which a batch is undone."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from penata_web.shared.widgets import FilesDrop

TABLES_IN: Final = (".xlsx", ".xls", ".csv", ".txt")
BESIDE: Final = (".toml", ".json")
"""What lies beside the tables in a folder of a dataset: taken along without a word, and not read."""
MOST_FILES: Final = 40
LONGEST_NAME: Final = 200
"""Bytes of a name that any disk takes."""


class Files(forms.FileField):
    """Several files at once, each of a kind that can be read and none too large."""

    widget = FilesDrop

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ARG002 - Django passes it
        """The files, or what is wrong with which of them."""
        given = list(data or [])
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        wrong = [words for file in given if (words := self._wrong(file))]
        names = [file.name for file in given]
        wrong += [
            _("%(name)s: ada dua berkas dengan nama ini; ganti nama salah satunya.") % {"name": name}
            for name in sorted({name for name in names if names.count(name) > 1})
        ]
        if len(given) > MOST_FILES:
            wrong.append(
                _("Paling banyak %(most)d berkas sekaligus; bagi menjadi beberapa impor.") % {"most": MOST_FILES}
            )
        total = sum(file.size for file in given)
        if total > settings.UPLOAD_LIMIT_BYTES:
            wrong.append(
                _("Semua berkas bersama %(size)s, melebihi batas %(most)s. Bagi menjadi beberapa impor.")
                % {"size": filesizeformat(total), "most": filesizeformat(settings.UPLOAD_LIMIT_BYTES)}
            )
        if all(file.name.lower().endswith(BESIDE) for file in given):
            wrong.append(_("Tidak ada tabel di antara berkas ini. Pilih berkas .xlsx atau .csv."))
        if wrong:
            raise forms.ValidationError(wrong)
        return given

    def _wrong(self, file: UploadedFile[Any]) -> Any:
        name = file.name or ""
        if not name.lower().endswith((*TABLES_IN, *BESIDE)):
            return _(
                "%(name)s: bukan tabel. Yang dapat dibaca: .xlsx, .xls, dan .csv; ekspor lagi dari SIASN, e-Formasi, "
                "atau Dapodik, atau simpan dari Excel sebagai .xlsx."
            ) % {"name": name}
        if len(name.encode()) > LONGEST_NAME:
            return _("%(name)s …: nama berkas terlalu panjang; singkatkan.") % {"name": name[:40]}
        if not file.size:
            return _("%(name)s: berkas kosong. Unduh atau ekspor lagi.") % {"name": name}
        return None


class ImportForm(forms.Form):
    """What is brought in, and as of which day it is true."""

    uploads = Files(
        label=_("Berkas"),
        help_text=_(
            "Ekspor Data ASN dan HierarkiUnor dari SIASN, e-Formasi, kualifikasi pendidikan, Dapodik, atau templat "
            "Penata; boleh beberapa sekaligus. Jenisnya dikenali dari judul kolom."
        ),
        widget=FilesDrop(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": _("Pilih paling sedikit satu berkas.")},
    )
    as_of = forms.DateField(
        label=_("Keadaan per tanggal"),
        help_text=_("Tanggal data itu diambil dari sumbernya, bukan tanggal unggah."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": _("Isi tanggal keadaan data."),
            "invalid": _("Tulis tanggal seperti 30-06-2026."),
        },
    )
    title = forms.CharField(
        label=_("Nama impor"),
        help_text=_("Agar mudah ditemukan lagi. Bila kosong: nama berkasnya."),
        required=False,
        max_length=120,
    )
    complete = forms.BooleanField(
        label=_("Berkas ini memuat semua baris"),
        help_text=_(
            "Centang hanya bila setiap tabel di dalamnya lengkap: pegawai atau unit yang tidak ada lagi di berkas lalu "
            "dianggap berakhir. Dapat diatur lagi per tabel sesudah diperiksa."
        ),
        required=False,
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """``today``: no later day can be meant."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_of(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(_("Tanggal ini belum tiba; keadaan data paling baru adalah hari ini."))
        if day.year < 2000:
            raise forms.ValidationError(_("Periksa tahunnya."))
        return day

    def clean(self) -> dict[str, Any]:
        """Without a name it is called after its files."""
        cleaned = super().clean() or {}
        files = cleaned.get("uploads")
        if files and not cleaned.get("title"):
            more = len(files) - 1
            cleaned["title"] = files[0].name + (
                str(ngettext_lazy(" dan %(n)d berkas lain", " dan %(n)d berkas lain", more) % {"n": more})
                if more
                else ""
            )
        return cleaned


class UndoForm(forms.Form):
    """Why a batch is taken back."""

    reason = forms.CharField(
        label=_("Alasan pembatalan"),
        help_text=_("Tercatat di jejak audit. Misalnya: berkas bulan lalu terunggah lagi."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=8,
        max_length=500,
        error_messages={
            "required": _("Tulis alasannya."),
            "min_length": _("Tulis alasan yang dapat dipahami orang lain."),
        },
    )
