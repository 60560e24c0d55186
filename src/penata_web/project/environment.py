"""Typed readers of environment variables: a wrong value is refused at start, with its name and a remedy."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands; refused where it is missing and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set: set it in the environment before starting.")
    return value


def switch(name: str, *, default: bool) -> bool:
    """Yes or no, written as 1, 0, true or false."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in {"1", "0", "true", "false"}:
        raise ImproperlyConfigured(f"{name}={value!r} is not a switch: write 1 or 0.")
    return value in {"1", "true"}


def whole(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from error


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Several values, separated by commas."""
    value = os.environ.get(name)
    return list(default) if value is None else [word.strip() for word in value.split(",") if word.strip()]


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of a database from its address: sqlite:///folder/file or postgres://user:word@host:port/name.

    A PostgreSQL socket is named as the host in the query: postgres://user@/name?host=/run/postgresql
    """
    address = os.environ.get(name) or default
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(unquote(parts.path)),
            "OPTIONS": {
                # One writer at a time: a transaction says so when it begins, and waits its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"{name}={address!r} is not an address of a database: write sqlite:///… or postgres://…")
