"""URLs of demo: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from demo import views

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = [
    path("postkasse/", views.mailbox, name="mailbox"),
]
