"""Root URLs. Names without namespace may be reversed by every app: start, initiative, erase_person, privacy."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from gates.views import front_page
from meetings.views.erasing import erase_person
from oversight.views import start
from paadriv import views

urlpatterns = [
    path("", start, name="start"),
    path("initiativ/<int:pk>/", front_page, name="initiative"),
    path("initiativ/<int:initiative>/personer/<int:person>/slett/", erase_person, name="erase_person"),
    path("personvern/", views.privacy, name="privacy"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("helse/levende", views.alive, name="alive"),
    path("helse/klar", views.ready, name="ready"),
    path("konto/", include("accounts.urls")),
    path("konto/", include("accounts.login_urls")),
    path("", include("register.urls")),
    path("", include("initiatives.urls")),
    path("", include("partners.urls")),
    path("", include("documents.urls")),
    path("", include("signing.urls")),
    path("", include("forprosjekt.urls")),
    path("", include("meetings.urls")),
    path("", include("gates.urls")),
    path("", include("mail.urls")),
    path("", include("oversight.urls")),
    *([path("demo/", include("demo.urls"))] if "demo" in settings.INSTALLED_APPS else []),
]

handler400 = "paadriv.errors.bad_request"
handler403 = "paadriv.errors.forbidden"
handler404 = "paadriv.errors.not_found"
handler429 = "paadriv.errors.too_many"
handler500 = "paadriv.errors.server_error"
