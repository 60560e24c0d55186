"""The one place where the web checks rights: every view declares who may enter, and this middleware holds it.

A view without a declaration does not open. Roles decide about the door; what lies behind is cut to the
agency, the unit or the own person by the stages' queries, which take the ``Acting``.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from penata_web.shared.acting import NOBODY, Acting, Request, acting_in
from penata_web.shared.enums import Role
from penata_web.shared.models import Capacity

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

EVERY_ROLE: Final = frozenset(Role)
SESSION_KEY: Final = "capacity"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may enter a view: these roles; or everybody, logged in or not.

    ``whole``: only a capacity that is bound neither to an agency nor to a unit, because what lies behind is not cut.
    """

    roles: frozenset[Role]
    public: bool = False
    whole: bool = False


def entry(
    *roles: Role, whole: bool = False
) -> Callable[[Callable[Concatenate[Request, P], R]], Callable[Concatenate[Request, P], R]]:
    """Declare the roles that may enter a view; none named: whoever is logged in with a capacity."""
    access = Access(frozenset(roles) or EVERY_ROLE, whole=whole)

    def declared(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declared


def public(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """Declare a view that anybody may enter."""
    view.access = Access(frozenset(), public=True)  # type: ignore[attr-defined]
    return view


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view declares. Views of libraries that guard themselves (login, API, language) count as public."""
    if isinstance(view, partial):  # as the API's own pages are
        view = view.func
    declared: Access | None = getattr(view, "access", None)
    if declared is None and view.__module__.startswith(_GUARD_THEMSELVES):
        return Access(frozenset(), public=True)
    return declared


_GUARD_THEMSELVES: Final = ("allauth.", "django.views.", "ninja.", "django.contrib.staticfiles.", "whitenoise.")


class Gate:
    """Middleware: finds the capacity, holds the declared access, refuses to write on reading requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put ``acting`` on the request and pass it on."""
        request.acting = current_acting(request, on=timezone.localdate())  # type: ignore[attr-defined]
        if request.method in {"GET", "HEAD"}:
            with connection.execute_wrapper(_refuse_to_write):
                return self.get_response(request)
        return self.get_response(request)

    def process_view(self, request: Request, view: Callable[..., Any], *_: object) -> HttpResponseBase | None:
        """Open the door, or not; a null character, which no column of text takes, comes through none."""
        if not view.__module__.startswith("ninja.") and _holds_null(request):
            raise SuspiciousOperation("The request holds a null character.")
        access = access_of(view)
        if access is None:
            raise PermissionDenied(f"{view.__module__}.{getattr(view, '__name__', view)} declares no access")
        if access.public:
            return None
        if request.acting.account is None:
            return redirect_to_login(request.get_full_path())
        if request.acting.role not in access.roles or (access.whole and not request.acting.sees_everything):
            raise PermissionDenied
        if request.acting.role in settings.SECOND_FACTOR_FOR and not is_mfa_enabled(request.acting.account):
            return redirect("mfa_index")
        return None


def _holds_null(request: HttpRequest) -> bool:
    fields = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
    return "\0" in request.path or any(
        "\0" in text for typed in fields for name, texts in typed.lists() for text in (name, *texts)
    )


def capacities(account: Any, *, on: dt.date) -> list[Capacity]:
    """In what capacities the account may act on a day."""
    rows = Capacity.objects.filter(account=account, valid_from__lte=on).select_related("account")
    return [row for row in rows if row.valid_until is None or row.valid_until >= on]


def current_acting(request: HttpRequest, *, on: dt.date) -> Acting:
    """The capacity that the session chose, else the first one of the account."""
    if not request.user.is_authenticated:
        return NOBODY
    held = capacities(request.user, on=on)
    chosen = request.session.get(SESSION_KEY)
    for capacity in held:
        if capacity.pk == chosen:
            return acting_in(capacity)
    if held:
        return acting_in(held[0])
    return Acting(account=request.user, role=None)


_writing: ContextVar[bool] = ContextVar("writing", default=False)
_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_MAY_ALWAYS: Final = ("django_session", "axes_", "account_", "mfa_", "socialaccount_", "shared_account", "shared_login")


@contextmanager
def writing() -> Iterator[None]:
    """Let a reading request write one thing: that somebody looked at sensitive data."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def _refuse_to_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if sql.lstrip().upper().startswith(_WRITES) and not _writing.get():
        table = sql.replace('"', " ").split()
        if not any(word.startswith(_MAY_ALWAYS) for word in table[:4]):
            raise RuntimeError(f"A reading request tried to write: {sql[:80]}")
    return execute(sql, params, many, context)
