"""The demonstration: an invented regency brought in through the importers, read, frozen, planned twice."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.needs.operations import start_reading
from penata_web.planning.models import Cycle, Plan, Scenario
from penata_web.planning.operations.cycles import open_cycle
from penata_web.planning.operations.runs import start_run
from penata_web.planning.operations.scenarios import make_scenario
from penata_web.registry.models import Batch, Employee, Post, Unit
from penata_web.registry.operations.imports import ask_to_take, receive_files
from penata_web.shared.acting import Acting, acting_in
from penata_web.shared.enums import JobState, Role
from penata_web.shared.models import Account, Capacity, Job

PASSWORD: Final = "penata-demo-2026"
LOGINS: Final = {
    "analis": (Role.ANALYST, "Ratna Kusumawardhani, S.E., M.Si."),
    "kepala": (Role.UNIT_HEAD, "Drs. H. Bambang Sutrisno, M.Pd."),
    "tim": (Role.COMMITTEE, "Dr. Yohanes Manuputty, S.H., M.H."),
    "ppk": (Role.DECIDER, "Hj. Nurhayati Pratiwi, S.Sos."),
    "pegawai": (Role.EMPLOYEE, ""),
    "auditor": (Role.AUDITOR, "Made Wirawan, S.E., Ak."),
    "admin": (Role.ADMIN, "Andi Saputra, S.Kom."),
}
"""One login for each role; all with the same password, for the demonstration alone."""

Wait = Callable[[Job], None]


class DemoError(Exception):
    """A job of the demonstration did not end well."""


def open_logins() -> Acting:
    """An account for each role; the analyst's capacity is returned. The head's unit and the employee come later."""
    since = timezone.localdate().replace(month=1, day=1)
    for name, (role, full_name) in LOGINS.items():
        account, made = Account.objects.get_or_create(username=name, defaults={"full_name": full_name})
        if made:
            account.set_password(PASSWORD)
            account.save()
        if role not in {Role.UNIT_HEAD, Role.EMPLOYEE}:
            Capacity.objects.get_or_create(account=account, role=role, defaults={"valid_from": since})
    return acting_in(Capacity.objects.select_related("account").get(account__username="analis"))


def bring_in(*, folder: Path, as_of: dt.date, by: Acting, wait: Wait) -> Batch:
    """Upload the files of a dataset, test them, take them over: as an analyst does in the wizard."""
    files = [
        SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv")) if path.stat().st_size
    ]
    batch = receive_files(
        files=files, title=_("Data awal kabupaten"), as_of=as_of, complete=True, by=by, at=timezone.now()
    )
    wait(_job(batch))
    batch.refresh_from_db()
    batch = ask_to_take(batch=batch, digest=batch.digest, by=by, at=timezone.now())
    wait(_job(batch))
    batch.refresh_from_db()
    return batch


def read_needs(*, by: Acting, wait: Wait) -> None:
    """Compute needs, shortages and the projection."""
    wait(start_reading(by=by, at=timezone.now()))


def open_demo_cycle(*, as_of: dt.date, by: Acting, wait: Wait) -> Cycle:
    """A cycle that every role but the employee may look at, frozen."""
    members = Account.objects.filter(username__in=["tim", "ppk", "auditor", "kepala"])
    cycle = open_cycle(
        name=_("Mutasi %(year)s") % {"year": as_of.year}, as_of=as_of, effective_date=as_of, members=list(members),
        like=None, release_at=None, by=by, at=timezone.now(),
    )  # fmt: skip
    cycle.refresh_from_db()
    assert cycle.job is not None
    wait(cycle.job)
    cycle.refresh_from_db()
    return cycle


def run_two_scenarios(*, cycle: Cycle, by: Acting, wait: Wait) -> list[Plan]:
    """The cycle's own policy, and one that develops people; both computed by the workers."""
    first = Scenario.objects.filter(cycle=cycle).earliest("pk")
    second = make_scenario(
        cycle=cycle, name=_("Pengembangan"), note=_("Keahlian dan pengalaman lebih dihargai daripada pemerataan."),
        preset="development", by=by, at=timezone.now(),
    )  # fmt: skip
    plans = [start_run(scenario=scenario, by=by, at=timezone.now()) for scenario in (first, second)]
    for plan in plans:
        assert plan.job is not None
        wait(plan.job)
    return plans


@transaction.atomic
def seat_employee_and_head(*, employee_id: str) -> tuple[str, str]:
    """Give the two logins that need a place theirs: somebody whom the plan moves, and the head of that office."""
    since = timezone.localdate().replace(month=1, day=1)
    employee = Employee.objects.current().get(employee_id=employee_id)
    post = Post.objects.current().get(post_id=employee.post_id)
    unit = Unit.objects.current().get(unit_id=post.unit_id)
    office = Unit.objects.current().get(unit_id=unit.path.strip("/").split("/")[min(1, unit.path.count("/") - 2)])
    Account.objects.filter(username="pegawai").update(employee_id=employee_id, full_name=employee.name)
    for name, role, held in (("pegawai", Role.EMPLOYEE, None), ("kepala", Role.UNIT_HEAD, office)):
        Capacity.objects.get_or_create(
            account=Account.objects.get(username=name), role=role, valid_from=since,
            unit_id=held.unit_id if held else "", unit_name=held.name if held else "",
        )  # fmt: skip
    return employee.name, office.name


def ended_well(job: Job) -> bool:
    """Whether a job is done; raises DemoError where it ended otherwise."""
    job.refresh_from_db()
    if job.is_over and job.state != JobState.DONE:
        raise DemoError(f"{job.title}: {job.get_state_display()}. {job.error}")
    return job.is_over


def _job(batch: Batch) -> Job:
    batch.refresh_from_db()
    assert batch.job_id is not None
    return Job.objects.get(pk=batch.job_id)
