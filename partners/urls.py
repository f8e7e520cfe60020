"""URLs of partners: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "partners"
urlpatterns: list[URLPattern | URLResolver] = []
