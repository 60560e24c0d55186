"""Who gets in: accounts are given, not taken; an SSO recognises them; one account, few devices."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from penata_web.shared.models import Account, Login


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up."""

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
        told = sociallogin.account.extra_data
        claims = {**told.get("id_token", {}), **told.get("userinfo", {})}
        nip = str(claims.get("nip") or "")
        account = Account.objects.filter(employee_id=nip, is_active=True).first() if nip else None
        if account is not None:
            sociallogin.connect(request, account)


@receiver(user_logged_in)
def hold_devices(request: HttpRequest, user: Any, **_: Any) -> None:
    """Remember the new device, and log the oldest ones out beyond the number allowed."""
    if not getattr(request, "session", None) or not request.session.session_key:
        return
    Login.objects.update_or_create(
        session_key=request.session.session_key, defaults={"account": user, "at": timezone.now()}
    )
    open_keys = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    Login.objects.filter(account=user).exclude(session_key__in=open_keys).exclude(
        session_key=request.session.session_key
    ).delete()
    held = list(Login.objects.filter(account=user))
    for old in held[: max(0, len(held) - settings.SESSIONS_AT_ONCE)]:
        Session.objects.filter(session_key=old.session_key).delete()
        old.delete()
