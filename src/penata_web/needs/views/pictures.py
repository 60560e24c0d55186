"""Charts and maps of this stage: what is drawn, with the sentence that it says and the way to its rows."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

import polars as pl
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.frames.gaps import field_names, points
from penata_web.needs.frames.readings import Seen
from penata_web.shared.charts import Chart, Series, number
from penata_web.shared.maps import Key, Map, Point


def address(name: str, *arguments: object, **query: object) -> str:
    """The address of a page of this stage with its choices."""
    kept = {key: value for key, value in query.items() if value not in ("", None)}
    url = reverse(f"needs:{name}", args=arguments)
    return f"{url}?{urlencode(kept)}" if kept else url


def rows_of(direction: str = "kurang", *, unit: str = "", **columns: object) -> str:
    """The address of the list of gaps, narrowed to values of its columns."""
    return address("shortages", arah=direction, unit=unit, **{f"formasi-{name}": v for name, v in columns.items()})


def families_chart(seen: Seen, most: int = 10) -> Chart:
    """Shortage and surplus by job family, the largest first."""
    families = seen.overview.families.filter(
        pl.col("field").is_not_null() & ((pl.col("shortage") > 0) | (pl.col("surplus") > 0))
    ).with_columns((pl.col("shortage") + pl.col("surplus")).alias("both"))
    rows = families.sort("both", "field", descending=[True, False]).head(most).sort(
        "shortage", "surplus", descending=[True, False]
    )  # fmt: skip
    names, fields = field_names(seen.facts.posts), rows["field"].to_list()
    first = names.get(fields[0], fields[0]) if fields else ""
    title = _("Paling banyak kurang: %(name)s") % {"name": first} if fields else _("Tidak ada yang kurang atau lebih")
    return Chart(
        kind="bars",
        title=title,
        words=_("Kekurangan dan kelebihan menurut rumpun jabatan; klik batang untuk formasinya."),
        unit=_("orang"),
        x=[names.get(field, field) for field in fields],
        series=(
            Series(_("Kekurangan"), rows["shortage"].to_list(),
                   [rows_of("kurang", field=field) for field in fields], "short"),
            Series(_("Kelebihan"), rows["surplus"].to_list(), [rows_of("lebih", field=field) for field in fields],
                   "over"),
        ),
    )  # fmt: skip


def leaving_chart(seen: Seen, field: str = "", office: str = "", *, named: bool) -> Chart:
    """Who leaves in each year, by age and by the end of a contract; each bar leads to the names if ``named``."""
    leaving = seen.leaving.filter("seated")
    if field:
        leaving = leaving.filter(pl.col("field") == field)
    if office:
        leaving = leaving.filter(pl.col("office_id") == office)
    years = seen.projection.years
    counts = {reason: [leaving.filter((pl.col("year") == year) & (pl.col("reason") == reason)).height for year in years]
              for reason in ("RETIREMENT", "CONTRACT_END")}  # fmt: skip
    total = sum(map(sum, counts.values()))
    return Chart(
        kind="bars",
        title=ngettext(
            "%(n)s orang berhenti sampai akhir %(year)s", "%(n)s orang berhenti sampai akhir %(year)s", total
        )
        % {"n": number(total), "year": years[-1]},
        words=_("Pensiun dan akhir kontrak per tahun; klik batang untuk nama-namanya. Kontrak dapat diperpanjang."),
        unit=_("orang"),
        x=[str(year) for year in years],
        series=tuple(
            Series(words, counts[reason], [
                address("leaving", tahun=year, **{"berhenti-reason": reason, "berhenti-field": field,
                                                  "berhenti-office_id": office})
                for year in years if named
            ])
            for reason, words in (("RETIREMENT", _("Pensiun (BUP)")), ("CONTRACT_END", _("Akhir kontrak")))
        ),
        stacked=True,
    )  # fmt: skip


def needed_chart(seen: Seen, field: str = "", office: str = "") -> Chart:
    """What is needed today and at the end of each year, if nobody comes."""
    frame = seen.projection.by["post"].join(
        seen.facts.posts.select("post_id", "field", "office_id"), on="post_id", how="left", validate="1:1"
    ).filter(pl.col("need").is_not_null())  # fmt: skip
    if field:
        frame = frame.filter(pl.col("field") == field)
    if office:
        frame = frame.filter(pl.col("office_id") == office)
    years = seen.projection.years
    today = int((frame["need"] - frame["filled"]).sum())
    values = [today, *(int(frame[f"needed_{year}"].sum()) for year in years)]
    return Chart(
        kind="lines",
        title=_("Tanpa penambahan, yang dibutuhkan menjadi %(n)s orang pada %(year)s")
        % {"n": number(values[-1]), "year": years[-1]},
        words=_("Kebutuhan dikurangi yang ada, hari ini dan pada akhir tiap tahun; di bawah nol berarti lebih."),
        unit=_("orang"),
        x=[_("hari ini"), *(str(year) for year in years)],
        series=(Series(_("Butuh"), values, look="short"),),
    )


def balance_chart(history: Sequence[tuple[dt.date, float | None]]) -> Chart:
    """The balance index from reading to reading, oldest first."""
    told = [(day, value) for day, value in history if value is not None]
    return Chart(
        kind="lines",
        title=_("Ketimpangan antarunit dari waktu ke waktu"),
        words=_("Bagian pegawai yang perlu berada di unit lain agar semua unit terisi sebanding; 0 berarti merata."),
        unit="%",
        x=[date_format(day, "j M Y") for day, _value in told],
        series=(Series(_("Indeks ketimpangan"), [round(100 * value, 2) for _day, value in told]),),
    )


def gap_map(seen: Seen, *, shapes_url: str = "", shapes: dict[str, str] | None = None) -> Map:
    """Places sized by need and shaded by gap; districts where outlines were uploaded (``shapes``: id to name)."""
    found = points(seen)
    districts = seen.overview.districts.filter(pl.col("gap").is_not_null() & pl.col("district_id").is_not_null())
    named = shapes or {}
    values = [(named[key], float(gap)) for key, gap in districts.select("district_id", "gap").iter_rows()
              if key in named]  # fmt: skip
    short = found.filter(pl.col("gap") < 0).height
    return Map(
        title=ngettext("%(n)s tempat kekurangan orang", "%(n)s tempat kekurangan orang", short) % {"n": number(short)},
        words=_("Besar titik: kebutuhan. Warna: selisih. Unit tanpa koordinat digambar di titik kecamatannya."),
        unit=_("orang"),
        points=tuple(_point(row) for row in found.to_dicts()),
        key=Key(short=_("kurang"), even=_("seimbang"), over=_("lebih")),
        shapes_url=shapes_url,
        shape_values=values,
    )


def _point(row: dict[str, object]) -> Point:
    alone = row["units"] == 1
    name = row["unit"] if alone else row["district"] or _("%(n)s unit") % {"n": row["units"]}
    url = address("unit", row["unit_id"]) if alone else rows_of("semua", district_id=row["district_id"])
    words = _("butuh %(need)s, terisi %(filled)s; kurang %(short)s, lebih %(over)s") % {
        "need": number(_whole(row["need"])), "filled": number(_whole(row["filled"])),
        "short": number(_whole(row["shortage"])), "over": number(_whole(row["surplus"])),
    }  # fmt: skip
    if not alone:
        words = _("%(n)s unit · %(words)s") % {"n": row["units"], "words": words}
    return Point(str(name), _real(row["lat"]), _real(row["lon"]), _whole(row["gap"]), _real(row["need"]), url, words)


def _whole(value: object) -> int:
    return int(str(value))


def _real(value: object) -> float:
    return float(str(value))
