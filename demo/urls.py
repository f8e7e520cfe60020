"""URLs of demo: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from demo import views

app_name = "demo"
urlpatterns: list[URLPattern | URLResolver] = [
    path("postkasse/", views.mailbox, name="mailbox"),
    path("postkasse/<slug:name>/", views.letter, name="letter"),
    path("postkasse/<slug:name>/<int:index>/", views.download, name="download"),
    path("logg-inn/<slug:key>/", views.log_in, name="log_in"),
]
