"""The app of the portal."""

from django.apps import AppConfig


class Portal(AppConfig):
    """Home pages by role."""

    name = "penata_web.portal"
    label = "portal"
