"""Quality of the data: the national indicators, and what a plan needs beyond them."""
