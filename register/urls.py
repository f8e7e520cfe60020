"""URLs of register: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "register"
urlpatterns: list[URLPattern | URLResolver] = []
