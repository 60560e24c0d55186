"""The app of this stage."""

from django.apps import AppConfig


class Needs(AppConfig):
    """Kebutuhan: what each unit and post needs."""

    name = "penata_web.needs"
    label = "needs"
