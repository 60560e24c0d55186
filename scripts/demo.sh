#!/bin/bash
# A regency that does not exist, planned from end to end: makes the data, plans, and has the plan checked.
#
#   scripts/demo.sh [FOLDER]     the results are in FOLDER/plan (default build/demo)
#   EMPLOYEES=2000 SEED=11 scripts/demo.sh
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build/demo}
penata=.venv/bin/penata

[ -x "$penata" ] || { echo "demo: run 'make setup' first" >&2; exit 1; }

rm -rf "$folder/data" "$folder/plan"
mkdir -p "$folder"
"$penata" synth --seed "${SEED:-7}" --employees "${EMPLOYEES:-8000}" --out "$folder/data"
"$penata" plan "$folder/data" --out "$folder/plan"
"$penata" verify "$folder/data" "$folder/plan"

echo
echo "The plan stands and was verified. Open it:"
for result in laporan.html rencana-mutasi.xlsx; do
    if [ -f "$folder/plan/$result" ]; then echo "  $folder/plan/$result"; fi
done
