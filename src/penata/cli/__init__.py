"""``penata …``: the library from a terminal, files in and files out."""

from penata.cli.main import main

__all__ = ["main"]
