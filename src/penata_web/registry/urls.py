"""Addresses of this stage."""

from django.urls import URLPattern, path

from penata_web.registry.views import home, imports, persons, posts, quality, tasks, units

app_name = "registry"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("pegawai/", persons.persons, name="persons"),
    path("pegawai/<str:employee_id>/", persons.person, name="person"),
    path("pegawai/<str:employee_id>/khusus", persons.person_open, name="person-open"),
    path("pegawai/<str:employee_id>/kata", persons.person_word, name="person-word"),
    path("unit/", units.units, name="units"),
    path("unit/<path:unit_id>/", units.unit, name="unit"),
    path("formasi/", posts.posts, name="posts"),
    path("formasi/<path:post_id>/", posts.post, name="post"),
    path("sanggahan/", tasks.tasks, name="tasks"),
    path("sanggahan/<int:pk>/", tasks.task, name="task"),
    path("sanggahan/<int:pk>/jawab", tasks.task_answer, name="task-answer"),
    path("impor/", imports.import_list, name="imports"),
    path("impor/baru", imports.import_new, name="import-new"),
    path("impor/ditolak", imports.refused, name="refused"),
    path("impor/<int:pk>/", imports.import_batch, name="import"),
    path("impor/<int:pk>/periksa", imports.import_test, name="import-test"),
    path("impor/<int:pk>/ambil-alih", imports.import_take, name="import-take"),
    path("impor/<int:pk>/batalkan", imports.import_undo, name="import-undo"),
    path("impor/<int:pk>/buang", imports.import_discard, name="import-discard"),
    path("impor/<int:pk>/ditolak.xlsx", imports.import_refused_file, name="import-refused-file"),
    path("impor/<int:pk>/ditolak-selesai", imports.refused_settle, name="refused-settle"),
    path("mutu/", quality.quality, name="quality"),
]
