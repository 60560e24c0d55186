#!/bin/bash
# Makes the pictures of README and handbook again, from the plan of an invented regency: docs/pictures/*.png, each below 300 kB.
#
#   scripts/pictures.sh          needs make setup, and on Debian: chromium libreoffice-calc poppler-utils imagemagick curl
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in chromium soffice pdftoppm convert curl; do
    command -v "$tool" >/dev/null || { echo "pictures: install $tool" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=docs/pictures
mkdir -p "$pictures"

.venv/bin/penata synth --seed 7 --employees 8000 --out "$work/data" >/dev/null
.venv/bin/penata plan "$work/data" --out "$work/plan" >/dev/null

# PAGE NAME WIDTH HEIGHT SCALE: the first screen of a page, as a light browser shows it.
screen() {
    chromium --headless --no-sandbox --hide-scrollbars --disable-gpu --window-size="$3,$4" \
        --force-device-scale-factor="$5" --screenshot="$work/$2.png" "file://$1" >/dev/null 2>&1
    small "$work/$2.png" "$2"
}

# Few colours and no metadata: the same picture in fewer bytes.
small() {
    convert "$1" -strip +dither -colors 192 -define png:compression-level=9 "PNG8:$pictures/$2.png"
    echo "$pictures/$2.png: $(($(stat -c %s "$pictures/$2.png") / 1024)) kB"
}

screen "$work/plan/laporan.html" laporan 1440 1100 1

# The planner of Kepahiang (cases.json): one page for the person concerned.
.venv/bin/penata explain "$work/data" "$work/plan" 198602192011032001 --out "$work/orang.html" \
    --contact "Bidang Mutasi, lantai 2" >/dev/null
screen "$work/orang.html" orang 900 1160 1

# A headless window is never narrower than 500 points: the telephone is a frame in a page.
cat >"$work/plan/telepon.html" <<'HTML'
<style>html,body{margin:0;overflow:hidden}iframe{border:0;width:390px;height:844px;display:block}</style>
<iframe src="laporan.html"></iframe>
HTML
screen "$work/plan/telepon.html" laporan-telepon 500 844 2
convert "$pictures/laporan-telepon.png" -crop 780x1688+0+0 +repage +dither "PNG8:$pictures/laporan-telepon.png"

# The workbook's second sheet begins on the page that bears its title.
soffice --headless "-env:UserInstallation=file://$work/office" --convert-to pdf --outdir "$work" \
    "$work/plan/rencana-mutasi.xlsx" >/dev/null 2>&1
page=1
until pdftotext -f "$page" -l "$page" "$work/rencana-mutasi.pdf" - | grep "DAFTAR USULAN MUTASI" >/dev/null; do
    page=$((page + 1))
    [ "$page" -lt 20 ] || { echo "pictures: no sheet of moves in the workbook" >&2; exit 1; }
done
pdftoppm -f "$page" -l "$page" -r 130 -png "$work/rencana-mutasi.pdf" "$work/sheet"
convert "$work"/sheet-*.png -trim +repage -gravity north -crop 100%x72%+0+0 +repage -trim +repage -bordercolor white -border 24 \
    "$work/moves.png"
small "$work/moves.png" perpindahan

# The web application: a demonstration of its own, served until its pictures are taken.
PORT=${PORT:-8700}
STOP=1 scripts/demo.sh "$work/demo" >/dev/null
export PENATA_DATA="$work/demo/web"
.venv/bin/python manage.py runserver --noreload --insecure "127.0.0.1:$PORT" >/dev/null 2>&1 &
server=$!
.venv/bin/python manage.py work >/dev/null 2>&1 &
worker=$!
trap 'kill "$server" "$worker" 2>/dev/null || true; rm -rf "$work"' EXIT
until curl -sf -o /dev/null "http://localhost:$PORT/akun/login/"; do
    kill -0 "$server" 2>/dev/null || { echo "pictures: the server ended; is port $PORT taken?" >&2; exit 1; }
    sleep 1
done
mkdir -p "$work/web"
.venv/bin/python scripts/pictures_web.py "http://localhost:$PORT" "$work/web"
for name in needs plan whatif phone; do
    small "$work/web/$name.png" "$name"
done
