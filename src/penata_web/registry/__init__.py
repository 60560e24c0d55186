"""Data: what the agency has, who is where."""
