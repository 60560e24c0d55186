"""Keys for programs: each belongs to one capacity and may what that capacity may, no more."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from penata_web.shared import acts
from penata_web.shared.acting import Acting, Request, acting_in
from penata_web.shared.enums import Role
from penata_web.shared.models import Capacity, Token

P = ParamSpec("P")
R = TypeVar("R")


@transaction.atomic
def make_token(*, capacity: Capacity, name: str, by: Acting, at: dt.datetime) -> str:
    """A new key, told once."""
    key = f"penata_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(capacity=capacity, name=name, digest=_digest(key), created_at=at)
    acts.record(by=by, at=at, verb="MAKE_TOKEN", thing="token", thing_id=token.pk, after={"name": name})
    return key


@transaction.atomic
def revoke_token(*, token: Token, by: Acting, at: dt.datetime) -> Token:
    """The key opens nothing any more."""
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    acts.record(by=by, at=at, verb="REVOKE_TOKEN", thing="token", thing_id=token.pk)
    return token


class Key(HttpBearer):
    """``Authorization: Bearer penata_…``; the request then acts in the key's capacity."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        """The capacity behind a key that still holds."""
        today = timezone.localdate()
        rows = Token.objects.select_related("capacity__account").filter(digest=_digest(token), revoked_at=None)
        found = rows.filter(capacity__valid_from__lte=today, capacity__account__is_active=True).first()
        if found is None or (found.capacity.valid_until is not None and found.capacity.valid_until < today):
            return None
        request.acting = acting_in(found.capacity)  # type: ignore[attr-defined]
        return acting_in(found.capacity)


def for_roles(
    *roles: Role, whole: bool = False
) -> Callable[[Callable[Concatenate[Request, P], R]], Callable[Concatenate[Request, P], R]]:
    """Declare the roles whose keys may call an operation; the same words as ``gate.entry``."""

    def declared(operation: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
        @wraps(operation)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> R:
            if request.acting.role not in roles or (whole and not request.acting.sees_everything):
                raise HttpError(403, "The capacity of this key may not do this.")
            return operation(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[Request, P], R]", guarded)

    return declared


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
