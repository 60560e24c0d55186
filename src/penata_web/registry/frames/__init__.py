"""The registry as the library's frames."""

from penata_web.registry.frames.dataset import RENAMED, attribute, dataset, flat, table_frame

__all__ = ["RENAMED", "attribute", "dataset", "flat", "table_frame"]
