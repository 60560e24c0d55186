"""The app, and what it finds at start: the jobs and searches of the stages."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Shared(AppConfig):
    """What every stage stands on."""

    name = "penata_web.shared"
    label = "shared"

    def ready(self) -> None:
        """Let each stage announce its jobs; it does so when its tasks are imported."""
        autodiscover_modules("tasks", "searches")
