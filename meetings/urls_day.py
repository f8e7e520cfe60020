"""URLs of answers, attendance, interest, closing and minutes."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
