"""The app of this stage."""

from django.apps import AppConfig


class Registry(AppConfig):
    """Data: what the agency has, who is where."""

    name = "penata_web.registry"
    label = "registry"
