"""Addresses of this stage."""

from django.urls import path

from penata_web.planning.views import moves, people, plans, whatif

app_name = "planning"
urlpatterns = [
    path("hasil/<int:pk>/", plans.plan, name="plan"),
    path("hasil/<int:pk>/perpindahan/", moves.plan_moves, name="plan-moves"),
    path("hasil/<int:pk>/rantai/", moves.plan_chains, name="plan-chains"),
    path("hasil/<int:pk>/unit/", plans.plan_units, name="plan-units"),
    path("hasil/<int:pk>/kurang/", plans.plan_short, name="plan-short"),
    path("hasil/<int:pk>/keinginan/", plans.plan_wishes, name="plan-wishes"),
    path("hasil/<int:pk>/kalender/", plans.plan_calendar, name="plan-calendar"),
    path("hasil/<int:pk>/bukti/", plans.plan_proof, name="plan-proof"),
    path("hasil/<int:pk>/ringkas/", plans.plan_brief, name="plan-brief"),
    path("hasil/<int:pk>/berkas/<slug:name>/", plans.plan_file, name="plan-file"),
    path("hasil/<int:pk>/pegawai/<str:employee_id>/", people.plan_person, name="plan-person"),
    path("hasil/<int:pk>/andai/", whatif.whatif, name="whatif"),
]
