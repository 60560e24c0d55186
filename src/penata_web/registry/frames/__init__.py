"""The registry as the library's frames."""

from penata_web.registry.frames.dataset import RENAMED, attribute, dataset, flat, frame_of_rows, table_frame

__all__ = ["RENAMED", "attribute", "dataset", "flat", "frame_of_rows", "table_frame"]
