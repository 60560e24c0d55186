"""Accounts and capacities: given by the system's keeper, with a reason, and ended, never deleted."""

import datetime as dt
from typing import ClassVar

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role
from penata_web.shared.models import Account, Capacity


class AccountForm(forms.ModelForm[Account]):
    """A new account: the person sets the password by a link of their own."""

    class Meta:
        """What is asked."""

        model = Account
        fields = ("username", "full_name", "employee_id", "email")
        labels: ClassVar = {"username": _("Nama untuk masuk"), "email": _("Surel dinas")}
        widgets: ClassVar = {"full_name": forms.TextInput(), "employee_id": forms.TextInput()}
        help_texts: ClassVar = {
            "username": _("Huruf, angka, titik; biasanya NIP."),
            "employee_id": _("Kosong bila bukan pegawai. Dengan NIP, akun dikenali SSO dan melihat datanya sendiri."),
        }


class CapacityForm(forms.ModelForm[Capacity]):
    """A role with its scope and period, and why it is given."""

    reason = forms.CharField(label=_("Alasan atau nomor surat tugas"))

    class Meta:
        """What is asked."""

        model = Capacity
        fields = ("role", "agency_id", "unit_id", "unit_name", "valid_from", "valid_until")
        help_texts: ClassVar = {
            "agency_id": _("Kosong: semua instansi."),
            "unit_id": _("Kosong: semua unit. Kepala unit harus punya unit."),
        }
        widgets: ClassVar = {
            "agency_id": forms.TextInput(), "unit_id": forms.TextInput(), "unit_name": forms.TextInput(),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }  # fmt: skip


@transaction.atomic
def open_account(*, account: Account, by: Acting, at: dt.datetime) -> Account:
    """Make an account that nobody can enter until the person has set a password."""
    account.set_unusable_password()
    account.save()
    acts.record(by=by, at=at, verb="OPEN_ACCOUNT", thing="account", thing_id=account.pk,
                after={"username": account.username, "employee_id": account.employee_id})  # fmt: skip
    return account


@transaction.atomic
def switch_account(*, account: Account, active: bool, by: Acting, at: dt.datetime, reason: str) -> Account:
    """Close an account, or open it again; nothing that it did disappears."""
    account.is_active = active
    account.save(update_fields=["is_active"])
    acts.record(by=by, at=at, verb="OPEN_ACCOUNT" if active else "CLOSE_ACCOUNT", thing="account",
                thing_id=account.pk, reason=reason)  # fmt: skip
    return account


@transaction.atomic
def give_capacity(*, capacity: Capacity, by: Acting, at: dt.datetime, reason: str) -> Capacity:
    """Let an account act in a role; nobody gives one to oneself."""
    if by.account is not None and capacity.account_id == by.account.pk:
        raise forms.ValidationError(_("Peran tidak dapat diberikan kepada diri sendiri; minta pengelola yang lain."))
    capacity.save()
    given = {"role": capacity.role, "agency_id": capacity.agency_id, "unit_id": capacity.unit_id}
    acts.record(by=by, at=at, verb="GIVE_CAPACITY", thing="account", thing_id=capacity.account_id, reason=reason,
                after=given)  # fmt: skip
    return capacity


@transaction.atomic
def end_capacity(*, capacity: Capacity, on: dt.date, by: Acting, at: dt.datetime, reason: str) -> Capacity:
    """End a capacity: its last day is the day before ``on``."""
    capacity.valid_until = max(capacity.valid_from, on - dt.timedelta(days=1))
    if capacity.valid_from >= on:
        capacity.valid_from = capacity.valid_until = on - dt.timedelta(days=1)
    capacity.save()
    acts.record(by=by, at=at, verb="END_CAPACITY", thing="account", thing_id=capacity.account_id, reason=reason,
                before={"role": capacity.role, "unit_id": capacity.unit_id})  # fmt: skip
    return capacity


def password_address(account: Account) -> str:
    """Where the person sets a password, once: to be handed over in person or by the agency's mail."""
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    uidb36, _dash, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})


def default_capacity(account: Account, on: dt.date) -> Capacity:
    """An empty capacity to fill in."""
    return Capacity(account=account, role=Role.ANALYST, valid_from=on)
