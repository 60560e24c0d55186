"""What the synthetic regency is made of: names, education, jobs, offices and services, as data."""

from functools import cache
from typing import Any

from penata.shipped import shipped


@cache
def catalogue(name: str) -> dict[str, Any]:
    """The content of ``catalogue/<name>.yaml``; read once, never changed.

    >>> catalogue("jobs")["levels"]["AHLI_MUDA"]["name"]
    'Ahli Muda'
    """
    content: dict[str, Any] = shipped("penata.synthetic.catalogue", f"{name}.yaml")
    return content
