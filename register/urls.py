"""URLs of register: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from register import views

app_name = "register"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kommuner/", views.municipalities, name="municipalities"),
    path("virksomheter/", views.organisations, name="organisations"),
]
