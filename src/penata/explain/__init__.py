"""Why this person, why there, why not: what a plan says of every move, every wish and every vacancy."""
