"""Addresses of this stage."""

from django.urls import URLPattern, path

from penata_web.needs.views import ahead, counts, dashboard, gaps, heat, maps, sheets, surge

app_name = "needs"
urlpatterns: list[URLPattern] = [
    path("", dashboard.home, name="home"),
    path("hitung-ulang/", dashboard.read, name="read"),
    path("kekurangan/", gaps.shortages, name="shortages"),
    path("rumpun/", heat.heat_page, name="heat"),
    path("peta/", maps.map_page, name="map"),
    path("peta/batas/", maps.shapes, name="shapes"),
    path("peta/batas/<int:pk>.geojson", maps.shapes_file, name="shapes-file"),
    path("lima-tahun/", ahead.projection, name="projection"),
    path("lima-tahun/nama/", ahead.leaving, name="leaving"),
    path("lonjakan/", surge.surge, name="surge"),
    path("lembar/", sheets.sheets, name="sheets"),
    path("lembar/masukkan/", sheets.take, name="take"),
    path("lembar/<int:pk>/", sheets.sheet, name="sheet"),
    path("lembar/<int:pk>/langkah/", sheets.step, name="step"),
    path("norma/", counts.counts, name="counts"),
    path("norma/masukkan/", counts.take, name="take-norms"),
    path("lembar/formasi/<path:post_id>/", sheets.of_post, name="sheets-of-post"),
    path("unit/<path:unit_id>/", dashboard.unit, name="unit"),
]
