"""Penata plans transfers of Indonesian civil servants: everything of it that can be computed.

No web framework, no clock, no network and no global state: files and arguments in, tables and results out.
"""

from importlib.metadata import version

__version__ = version("penata")
