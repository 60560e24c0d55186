#!/bin/bash
# A regency that does not exist, from its files to two plans in the browser: makes the data, brings it in, computes needs,
# plans, and serves the pages until Ctrl-C.
#
#   scripts/demo.sh [FOLDER]     data and database are in FOLDER (default build/demo)
#   EMPLOYEES=2000 SEED=11 PORT=8080 STOP=1 scripts/demo.sh      STOP: end when ready instead of serving
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build/demo}
as_of=2026-06-30

[ -x .venv/bin/penata ] || { echo "demo: run 'make setup' first" >&2; exit 1; }

mkdir -p "$folder"
# An earlier demonstration that got to its end is shown again; one that was cut off begins anew.
if [ ! -f "$folder/ready" ]; then
    rm -rf "$folder/data" "$folder/web"
    .venv/bin/penata synth --seed "${SEED:-7}" --employees "${EMPLOYEES:-8000}" --as-of "$as_of" --out "$folder/data"
fi
export PENATA_DATA="$folder/web" PENATA_HASHED_FILES=1
exec .venv/bin/python manage.py demo "$folder/data" --as-of "$as_of" --ready "$folder/ready" --port "${PORT:-8000}" ${STOP:+--stop}
