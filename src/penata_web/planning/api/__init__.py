"""Plans for programs: cycles and scenarios, runs and what came of them, what-if and comparison."""

from ninja import Router

from penata_web.planning.api import plans, scenarios, trials

router = Router(tags=["planning"])
for part in (scenarios, plans, trials):
    router.add_router("", part.router)

__all__ = ["router"]
