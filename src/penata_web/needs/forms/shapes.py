"""A file with outlines of districts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.shared.widgets import FileDrop


class ShapesForm(forms.Form):
    """One GeoJSON file."""

    berkas = forms.FileField(
        label=_("Berkas batas kecamatan"),
        help_text=_("GeoJSON dengan satu bidang tiap kecamatan, koordinat WGS 84, sifat “kode” atau “nama”."),
        widget=FileDrop(attrs={"accept": ".geojson,.json"}),
    )

    def refuse(self, reason: object) -> None:
        """Say at the file why it cannot be used."""
        self.add_error("berkas", str(reason))

    def content(self) -> tuple[str, bytes]:
        """Name and content of the file."""
        file: Any = self.cleaned_data["berkas"]
        return file.name, file.read()
