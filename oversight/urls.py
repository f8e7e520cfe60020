"""URLs of oversight: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from oversight import people

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("brukere/", people.people, name="people"),
]
