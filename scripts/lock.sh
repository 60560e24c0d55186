#!/bin/bash
# Makes requirements/*.lock from requirements/*.in: versions and hashes for every supported Python and system, and no
# word about where a file was fetched. Versions stay as they are unless the .in files or --upgrade move them.
# Makes package-lock.json from package.json in the same way.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

uv="../.venv/bin/uv"
[ -x "$uv" ] || { echo "lock: run 'make setup' first" >&2; exit 1; }

# main before dev: dev takes main's versions.
for name in bootstrap main dev; do
    UV_SYSTEM_CERTS=1 "$uv" pip compile "$name.in" --output-file "$name.lock" --quiet \
        --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"
    echo "requirements/$name.lock: $(grep -c '==' "$name.lock") packages"
done

../.venv/bin/python ../scripts/vendor.py --lock
echo "package-lock.json: $(grep -c '"integrity"' ../package-lock.json) packages"
