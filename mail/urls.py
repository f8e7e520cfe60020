"""URLs of mail: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver

app_name = "mail"
urlpatterns: list[URLPattern | URLResolver] = []
