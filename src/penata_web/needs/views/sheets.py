"""Need sheets (ABK)."""
