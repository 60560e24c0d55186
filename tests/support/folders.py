"""What lies in a folder, to compare two of them."""

import hashlib
from pathlib import Path


def contents(folder: Path) -> dict[str, str]:
    """Digest of every file by its path inside the folder; run.json, which alone may differ, is left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
