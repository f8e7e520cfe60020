"""URLs of oversight: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = []
