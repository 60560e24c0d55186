"""The records of this stage."""
