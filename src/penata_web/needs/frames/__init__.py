"""Readings as the library's frames."""
