"""Many files to one dataset: units, jobs and people made one, every row accounted for."""
