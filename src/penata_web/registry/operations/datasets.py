"""The registry as the library's dataset, for the stages that compute with it."""

import datetime as dt

from penata.tables import Dataset
from penata_web.registry.frames import dataset


def dataset_on(day: dt.date) -> Dataset:
    """Everything that held on a day, as the library computes with it."""
    return dataset(day)
