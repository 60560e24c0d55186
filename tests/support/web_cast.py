"""What every test of the web stands on: one small regency in the registry, and a cast of people with their roles.

The regency is loaded once a session; tests run in transactions that are rolled back. Tests with a live server flush
the database at their end: afterwards the same regency is loaded again.
"""

import contextlib
import datetime as dt
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.testcases import TransactionTestCase
from django_tasks import task_backends

from penata.synthetic import synthesise
from penata.tables import Dataset

AS_OF = dt.date(2026, 6, 30)
NOW = dt.datetime(2026, 7, 1, 3, 0, tzinfo=dt.UTC)


@cache
def regency() -> Dataset:
    """A whole invented regency of 300 people."""
    made = synthesise(seed=7, employees=300, as_of=AS_OF)
    return getattr(made, "dataset", made)


@dataclass(frozen=True)
class Cast:
    """One account a role; ``head`` leads ``unit_id``, where ``employee`` sits, and ``other_head`` another unit."""

    analyst: object
    second_analyst: object
    head: object
    other_head: object
    committee: object
    decider: object
    employee: object
    auditor: object
    admin: object
    nobody: object
    unit_id: str
    other_unit_id: str
    employee_id: str


ROLES = {
    "analyst": "ANALYST", "second_analyst": "ANALYST", "head": "UNIT_HEAD", "other_head": "UNIT_HEAD",
    "committee": "COMMITTEE", "decider": "DECIDER", "employee": "EMPLOYEE", "auditor": "AUDITOR", "admin": "ADMIN",
}  # fmt: skip


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database for each of pytest's processes; files of the tests go to a folder of their own."""
    settings.DATA = tmp_path_factory.mktemp("data")
    settings.SESSIONS_AT_ONCE = 100  # a test logs one account in as often as it likes
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Jobs were announced at start, with the backend of the settings then; it is found anew.
    task_backends.settings = task_backends.configure_settings(settings.TASKS)
    with contextlib.suppress(AttributeError):
        del task_backends["default"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The regency and the cast, once, beneath all tests."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _fill()
    yield
    # A thread of a live server may still hold a connection, and PostgreSQL drops no database that somebody uses.
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


def _fill() -> None:
    from penata_web.registry.models import Employee, Post, Unit  # noqa: PLC0415 - models need Django set up
    from penata_web.registry.operations import take_dataset  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.acting import SYSTEM  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.models import Account, Capacity  # noqa: PLC0415 - Django is set up by now

    take_dataset(dataset=regency(), title="Kabupaten uji", as_of=AS_OF, by=SYSTEM, at=NOW)
    employee = Employee.objects.exclude(post_id=None).order_by("employee_id")[0]
    post = Post.objects.get(post_id=employee.post_id)
    unit = Unit.objects.get(unit_id=post.unit_id)
    other = Unit.objects.exclude(path__startswith=unit.path).exclude(parent_id=None).order_by("unit_id")[0]
    units = {"head": unit, "other_head": other}
    for name in [*ROLES, "nobody"]:
        account = Account.objects.create(username=name, full_name=f"Sdr. {name.title()}", password="!")
        if name == "employee":
            account.employee_id = employee.employee_id
            account.save()
        if name in ROLES:
            place = units.get(name)
            Capacity.objects.create(
                account=account, role=ROLES[name], valid_from=dt.date(2020, 1, 1),
                unit_id=place.unit_id if place else "", unit_name=place.name if place else "",
            )  # fmt: skip


@pytest.fixture
def cast(db: None) -> Cast:
    """The people."""
    from penata_web.registry.models import Employee, Post  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.models import Account, Capacity  # noqa: PLC0415 - Django is set up by now

    accounts = {account.username: account for account in Account.objects.all()}
    units = dict(Capacity.objects.filter(role="UNIT_HEAD").values_list("account__username", "unit_id"))
    employee_id = accounts["employee"].employee_id
    assert Post.objects.get(post_id=Employee.objects.get(employee_id=employee_id).post_id).unit_id == units["head"]
    return Cast(
        **{name: accounts[name] for name in [*ROLES, "nobody"]},
        unit_id=units["head"], other_unit_id=units["other_head"], employee_id=employee_id,
    )  # fmt: skip


@pytest.fixture
def enter(cast: Cast) -> Callable[[str], Client]:
    """A browser without a screen, logged in as one of the cast: ``enter("analyst").get(...)``."""

    def as_one(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_one


@pytest.fixture
def acting(cast: Cast) -> Callable[[str], object]:
    """Who acts, for operations and queries: ``acting("analyst")``."""
    from penata_web.shared.acting import acting_in  # noqa: PLC0415 - Django is set up by now
    from penata_web.shared.models import Capacity  # noqa: PLC0415 - Django is set up by now

    return lambda name: acting_in(Capacity.objects.select_related("account").get(account=getattr(cast, name)))


@pytest.fixture
def now() -> dt.datetime:
    """The instant at which everything happens."""
    return NOW


@pytest.fixture
def data_folder() -> Path:
    """Where the application keeps its files."""
    return Path(settings.DATA)


@pytest.fixture(scope="session", autouse=True)
def _flush_and_fill_again() -> Iterator[None]:
    """A flush has to pass the triggers of the record of acts, and leaves the regency as it was."""
    guards = importlib.import_module("penata_web.shared.migrations.0002_record_of_acts_is_append_only")
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with connection.schema_editor() as editor:
            guards.lift(apps, editor)
        flush(self)
        with connection.schema_editor() as editor:
            guards.guard(apps, editor)
        _fill()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]
