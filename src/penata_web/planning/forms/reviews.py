"""Bringing in a list of names, changing a line, naming who sees it."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata_web.shared.models import Account
from penata_web.shared.widgets import FileDrop

MOST_BYTES: Final = 10 * 1024 * 1024
ENDINGS: Final = (".xlsx", ".xls", ".csv")


def day_field(label: Any, help_text: Any) -> forms.DateField:
    """A day as the browser asks for it, or as people write it."""
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": gettext_lazy("Isi tanggal pelantikan yang direncanakan."),
            "invalid": gettext_lazy("Tulis tanggal seperti 17-08-2026."),
        },
    )  # fmt: skip


class ListForm(forms.Form):
    """A list of names: a file, or rows pasted from one."""

    file = forms.FileField(
        label=gettext_lazy("Berkas daftar usulan"), required=False,
        help_text=gettext_lazy("Daftar nominatif seperti yang beredar di tim: nama atau NIP, jabatan lama, jabatan "
                               "baru. Judul kolomnya dikenali sendiri."),
        widget=FileDrop(attrs={"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip
    rows = forms.CharField(
        label=gettext_lazy("Atau tempelkan barisnya"), required=False,
        help_text=gettext_lazy("Satu orang satu baris: NIP, lalu tab atau titik koma, lalu jabatan tujuan atau ID "
                               "formasinya. Salinan langsung dari Excel dapat ditempel."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}), max_length=100_000,
    )  # fmt: skip
    on = day_field(
        gettext_lazy("Tanggal pelantikan yang direncanakan"),
        gettext_lazy("Setiap nama dinilai menurut aturan yang berlaku pada tanggal ini."),
    )
    title = forms.CharField(
        label=gettext_lazy("Nama daftar"), required=False, max_length=120,
        help_text=gettext_lazy("Agar mudah ditemukan lagi. Bila kosong: nama berkasnya."),
    )  # fmt: skip

    field_order = ("file", "rows", "on", "title")

    def clean_file(self) -> UploadedFile[Any] | None:
        """A table of a size that a list of names has."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return None
        if not (file.name or "").lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("%(name)s: bukan tabel. Yang dapat dibaca: .xlsx, .xls, dan .csv; simpan dari Excel sebagai .xlsx.")
                % {"name": file.name}
            )
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("%(name)s: %(size)s, melebihi %(most)s. Hapus gambar dan lembar lain dari berkasnya.")
                % {"name": file.name, "size": filesizeformat(file.size or 0), "most": filesizeformat(MOST_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Either a file or rows; without a name the list is called after its file."""
        found = super().clean() or {}
        if "file" not in found:
            return found
        if bool(found["file"]) == bool(found.get("rows", "").strip()):
            both = _("Pilih salah satu: berkas, atau baris yang ditempel.")
            self.add_error(
                "file", both if found["file"] else _("Letakkan berkas daftar usulan, atau tempelkan barisnya.")
            )
        elif not found.get("title"):
            found["title"] = (found["file"].name.rsplit(".", 1)[0] if found["file"] else _("Daftar yang ditempel"))[
                :120
            ]
        return found


class DayForm(forms.Form):
    """For what day a list is checked."""

    on = day_field(
        gettext_lazy("Tanggal pelantikan"), gettext_lazy("Daftar diperiksa ulang dengan data kepegawaian terbaru.")
    )


class LineForm(forms.Form):
    """A person and a seat that were chosen from what was found; nothing chosen leaves it as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    employee_id = forms.CharField(required=False, max_length=64)
    post_id = forms.CharField(required=False, max_length=200)


class VersionForm(forms.Form):
    """The version that somebody saw before acting on it."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class ViewersForm(forms.Form):
    """Who sees the draft."""

    viewers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Yang boleh melihat daftar ini"), queryset=Account.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("Hanya orang yang dicentang, dan Anda sendiri. Setiap halaman dan unduhan memuat nama "
                               "dan waktu yang membukanya."),
    )  # fmt: skip

    def __init__(self, *args: Any, accounts: QuerySet[Account], **kwargs: Any) -> None:
        """``accounts``: who may be named."""
        super().__init__(*args, **kwargs)
        self.fields["viewers"].queryset = accounts  # type: ignore[attr-defined]


def first_day(today: dt.date) -> dict[str, Any]:
    """What the form of a new list begins with: the first day of the next month."""
    year, month = divmod(today.year * 12 + today.month, 12)
    return {"on": dt.date(year, month + 1, 1)}
