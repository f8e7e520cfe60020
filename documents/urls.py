"""URLs of documents: Norwegian for people, English names for code."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from documents import views

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("initiativ/<int:initiative>/pdf/<slug:kind>/<int:subject>/", views.request_pdf, name="request"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/", views.show, name="rendering"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/prov-igjen/", views.retry, name="retry"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/last-ned/", views.download, name="download"),
]
