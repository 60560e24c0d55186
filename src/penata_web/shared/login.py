"""Who gets an account: nobody by signing up. The agency makes accounts; its SSO recognises them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from penata_web.shared.models import Account


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given, not taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth calls it so
        """Never."""
        return False


class GovernmentDoor(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The SSO opens an account that exists, found by the NIP that it sends."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - as above
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the login to the account with the same NIP, the first time."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        nip = str(claims.get("nip") or claims.get("preferred_username") or "")
        account = Account.objects.filter(employee_id=nip).first() if nip else None
        if account is not None:
            sociallogin.connect(request, account)
