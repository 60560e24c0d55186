"""What the synthetic regency is made of: names, education, jobs, offices and services, as data."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def catalogue(name: str) -> dict[str, Any]:
    """The content of ``catalogue/<name>.yaml``; read once, never changed.

    >>> catalogue("jobs")["levels"]["AHLI_MUDA"]["name"]
    'Ahli Muda'
    """
    content: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"))
    return content
