"""Kebutuhan: what each unit and post needs."""
