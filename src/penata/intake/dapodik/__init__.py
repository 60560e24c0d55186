"""Dapodik: schools, and what their teachers teach."""
