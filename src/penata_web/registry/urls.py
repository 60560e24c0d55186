"""Addresses of this stage."""

from django.urls import URLPattern

app_name = "registry"
urlpatterns: list[URLPattern] = []
