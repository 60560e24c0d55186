"""The app of this stage."""

from django.apps import AppConfig


class Planning(AppConfig):
    """Rencana: reviewed lists, cycles, scenarios, plans."""

    name = "penata_web.planning"
    label = "planning"
