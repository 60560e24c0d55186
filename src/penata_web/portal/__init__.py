"""Home pages by role, and what belongs to the whole road."""
