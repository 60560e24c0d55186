"""What changes the registry."""

from penata_web.registry.operations.batches import CannotUndoError, take_batch, take_dataset, undo_batch

__all__ = ["CannotUndoError", "take_batch", "take_dataset", "undo_batch"]
