"""URLs of demo: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = []
