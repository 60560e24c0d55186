"""The app of this stage."""

from django.apps import AppConfig


class Eligibility(AppConfig):
    """Aturan: the rules in plain words, confirmed by the legal office."""

    name = "penata_web.eligibility"
    label = "eligibility"
