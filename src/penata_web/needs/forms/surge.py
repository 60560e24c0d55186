"""What is asked about a surge of demand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SurgeForm(forms.Form):
    """A service, and by how much the demand on it rises."""

    rumpun = forms.ChoiceField(label=_("Pelayanan mana?"), required=False)
    opd = forms.ChoiceField(label=_("Di OPD mana?"), required=False)
    persen = forms.IntegerField(
        label=_("Naik berapa persen?"), required=False, min_value=0, max_value=500,
        help_text=_("20 berarti kebutuhan seluruhnya naik seperlima, dibulatkan ke orang."),
    )  # fmt: skip
    orang = forms.IntegerField(
        label=_("Ditambah berapa orang?"), required=False, min_value=0, max_value=100_000,
        help_text=_("Dibagi menurut besar kebutuhan tiap formasi."),
    )  # fmt: skip
    unit = forms.CharField(required=False, widget=forms.HiddenInput)
    formasi = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, fields: list[tuple[str, str]], offices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Offer the job families and offices that there are."""
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["rumpun"]
        choose.choices = [("", _("Semua rumpun")), *fields]
        choose = self.fields["opd"]
        choose.choices = [("", _("Semua OPD")), *offices]

    def clean(self) -> dict[str, Any]:
        """A service and an amount are both needed."""
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) for name in ("rumpun", "opd", "unit", "formasi")):
            self.add_error("rumpun", _("Pilih rumpun atau OPD: pelayanan mana yang permintaannya naik?"))
        if not given.get("persen") and not given.get("orang"):
            self.add_error("persen", _("Isi persen atau jumlah orang, sekurangnya 1."))
        return given
