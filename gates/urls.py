"""URLs of gates: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "gates"
urlpatterns: list[URLPattern | URLResolver] = []
