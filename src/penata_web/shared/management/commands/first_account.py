"""The first account: the keeper of the system, who then gives all others."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from penata_web.shared.accounts import default_capacity, give_capacity, open_account, password_address
from penata_web.shared.acting import SYSTEM
from penata_web.shared.enums import Role
from penata_web.shared.models import Account, Capacity


class Command(BaseCommand):
    """``manage.py first_account NAME "FULL NAME"``: prints the path at which the password is set."""

    help = "Membuat akun pengelola sistem yang pertama."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who."""
        parser.add_argument("username")
        parser.add_argument("full_name")

    def handle(self, *, username: str, full_name: str, **options: Any) -> None:
        """Refused once a keeper exists: then accounts are given on the page."""
        if Capacity.objects.filter(role=Role.ADMIN).exists():
            raise CommandError("Sudah ada pengelola sistem; akun berikutnya dibuat di halaman Akun.")
        now = timezone.now()
        account = open_account(account=Account(username=username, full_name=full_name), by=SYSTEM, at=now)
        capacity = default_capacity(account, timezone.localdate())
        capacity.role = Role.ADMIN
        give_capacity(capacity=capacity, by=SYSTEM, at=now, reason="akun pertama")
        self.stdout.write(f"Sandi diatur di: {password_address(account)}")
