"""What changes the registry."""

from penata_web.registry.operations.batches import CannotUndoError, take_batch, take_dataset, undo_batch
from penata_web.registry.operations.datasets import dataset_on
from penata_web.registry.operations.rows import take_rows

__all__ = ["CannotUndoError", "dataset_on", "take_batch", "take_dataset", "take_rows", "undo_batch"]
