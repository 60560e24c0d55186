"""All addresses: the stages in the order of the road, what belongs to none, the doors of libraries."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from penata_web.portal import views as portal
from penata_web.project.api import api
from penata_web.shared import gate, views
from penata_web.shared.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("", portal.home, name="home"),
    path("data/", include("penata_web.registry.urls")),
    path("kebutuhan/", include("penata_web.needs.urls")),
    path("aturan/", include("penata_web.eligibility.urls")),
    path("rencana/", include("penata_web.planning.urls")),
    path("cari/", views.search, name="search"),
    path("pekerjaan/<int:pk>/", views.job, name="job"),
    path("pekerjaan/<int:pk>/batal", views.job_cancel, name="job-cancel"),
    path("peran/", views.capacity, name="capacity"),
    path("jejak/", views.record_of_acts, name="acts"),
    path("pengguna/", views.accounts, name="accounts"),
    path("pengguna/<int:pk>/", views.account, name="account"),
    path("pengguna/<int:pk>/kunci", views.account_switch, name="account-switch"),
    path("pengguna/peran/<int:pk>/akhiri", views.capacity_end, name="capacity-end"),
    path("kunci/", views.tokens, name="tokens"),
    path("kunci/<int:pk>/cabut", views.token_revoke, name="token-revoke"),
    path("akun/", include("allauth.urls")),
    path("api/", api.urls),
    path("istilah/", views.glossary, name="glossary"),
    path("bahasa/", set_language, name="set_language"),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("galeri/", gate.public(gallery), name="gallery"))
