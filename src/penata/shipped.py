"""What ships with the library beside its modules: dated values, texts and lists, written in YAML."""

from importlib.resources import files
from typing import Any, Final

import yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shipped(package: str, name: str) -> Any:
    """The content of the YAML file ``name`` of a package.

    >>> shipped("penata.merit", "education.yaml")["spelling"]["pend"]
    'pendidikan'
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, the fast one where it was built
