"""The web application measured from outside: pages under load, and the import of large files."""
