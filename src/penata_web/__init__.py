"""Penata's web application: one Django app per stage, in the order of the data's road."""
