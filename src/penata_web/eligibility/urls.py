"""Addresses of this stage."""

from django.urls import path

from penata_web.eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:rule_id>/", views.rule, name="rule"),
    path("<str:rule_id>/konfirmasi", views.confirm, name="confirm"),
]
