"""Making, copying and naming a scenario; deciding about a person; locking a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata_web.planning.enums import DecisionKind
from penata_web.planning.forms.settings import preset_words


class ScenarioForm(forms.Form):
    """A new scenario."""

    name = forms.CharField(label=_("Nama skenario"), max_length=120, help_text=_("Contoh: Guru dahulu."))
    preset = forms.ChoiceField(
        label=_("Mulai dari"), required=False, widget=forms.RadioSelect(),
        help_text=_("Setiap bobot dan batas dapat diubah sesudahnya."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, presets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``presets``: names with their sentence."""
        super().__init__(*args, **kwargs)
        own = ("", _("Kebijakan siklus ini"))
        self.fields["preset"].choices = [own, *((name, preset_words(name, said)) for name, said in presets)]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """Name and note of a scenario."""

    name = forms.CharField(label=_("Nama skenario"), max_length=120)
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    """What is decided about a person who was chosen; the post is one of those found."""

    kind = forms.ChoiceField(label=_("Keputusan"), choices=DecisionKind.choices, widget=forms.RadioSelect())
    post = forms.ChoiceField(
        label=_("Formasi"), required=False, widget=forms.RadioSelect(),
        help_text=_("Tanpa formasi: “tidak ke sana” berarti harus pindah dari tempatnya sekarang, “ke sana” berarti "
                    "harus pindah ke mana saja."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, posts: Mapping[str, str], **kwargs: Any) -> None:
        """``posts``: what was found, id to words."""
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Tanpa formasi tertentu")), *posts.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who stays needs no post."""
        found = super().clean() or {}
        if found.get("kind") == DecisionKind.PIN:
            found["post"] = ""
        return found


class WithdrawForm(forms.Form):
    """Taking a decision back."""

    reason = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput())


class FreezeForm(forms.Form):
    """Locking a plan as the proposal."""

    reason = forms.CharField(
        label=_("Alasan memilih rencana ini"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat dalam jejak audit dan dibaca dalam konsultasi."),
    )  # fmt: skip
    unconfirmed_reason = forms.CharField(
        label=_("Alasan mengunci walau aturan belum dikonfirmasi"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, unconfirmed: Sequence[str], **kwargs: Any) -> None:
        """``unconfirmed``: rules without confirmation; none: nothing to explain."""
        super().__init__(*args, **kwargs)
        if unconfirmed:
            self.fields["unconfirmed_reason"].required = True
        else:
            del self.fields["unconfirmed_reason"]
