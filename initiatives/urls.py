"""URLs of initiatives: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from initiatives.views import creating

app_name = "initiatives"
urlpatterns: list[URLPattern | URLResolver] = [
    path("initiativ/nytt/", creating.create, name="create"),
]
