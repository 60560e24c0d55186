"""Outlines of districts for the map, as they were uploaded."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class DistrictShapes(models.Model):
    """Batas kecamatan: an uploaded GeoJSON file, its shapes matched with districts of the registry.

    ``unknown``: names in the file that are no district; ``missing``: districts that the file does not have. The newest
    one is on the map.
    """

    file_name = models.TextField()
    path = models.TextField()
    matched = models.IntegerField()
    unknown: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    missing: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """The file's name."""
        return self.file_name
