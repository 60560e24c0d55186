"""The API: the same operations as the pages, for programs with a key; its description is at /api/docs.

The description (openapi.json, docs) is open to everybody: it is the same in every installation and names nobody; what
it describes needs a key. Whoever writes a program against it need not have an account for that.
"""

from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from ninja import Field, NinjaAPI, Router, Schema, Swagger

from penata_web.eligibility.api import router as rules
from penata_web.needs.api import router as needs
from penata_web.planning.api import router as planning
from penata_web.planning.operations.refusals import RefusedChangeError
from penata_web.registry.api import router as registry
from penata_web.shared.acting import Request
from penata_web.shared.answers import OF_ONE, Answer, Number
from penata_web.shared.enums import JobState, Role
from penata_web.shared.jobs import RefusedError
from penata_web.shared.models import Job
from penata_web.shared.tokens import Key, for_roles

api = NinjaAPI(
    title="Penata",
    version="1",
    description="Registry, needs, rules and plans. A key acts in one capacity and sees what that capacity sees; "
    "whatever is out of its scope does not exist (404). Keys are made on the page /kunci/.",
    urls_namespace="api",
    auth=Key(),
    # No badge of a validator on another host.
    docs=Swagger(settings={"layout": "BaseLayout", "deepLinking": True, "validatorUrl": None}),
)

jobs = Router(tags=["jobs"])


class JobTold(Schema):
    """Work in the background: how far it is, and what came of it."""

    number: int = Field(validation_alias="pk")
    kind: str
    title: str
    state: JobState
    stage: str
    done: int
    total: int
    error: str
    result: dict[str, Any]


@jobs.get("/{number}", response={200: JobTold, **OF_ONE}, summary="One job")
@for_roles(*Role)
def job(request: Request, number: Number) -> Answer:
    """One's own job; the keeper of the system sees all."""
    rows = Job.objects.all()
    if not request.acting.has(Role.ADMIN):
        rows = rows.filter(account=request.acting.account)
    return get_object_or_404(rows, pk=number)


STAGES: Final = (("registry", registry), ("needs", needs), ("rules", rules), ("planning", planning), ("jobs", jobs))
for name, router in STAGES:
    api.add_router(f"/{name}", router)


@api.exception_handler(RefusedChangeError)
@api.exception_handler(RefusedError)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """What stands against a change, in words: 409."""
    return api.create_response(request, {"detail": str(error)}, status=409)


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """A request that cannot be read: 400."""
    return api.create_response(request, {"detail": str(error)}, status=400)
