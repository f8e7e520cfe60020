"""URLs of initiatives: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "initiatives"
urlpatterns: list[URLPattern | URLResolver] = []
