"""URLs of meetings: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = []
