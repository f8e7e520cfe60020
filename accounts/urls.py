"""URLs of accounts: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("profil/", views.profile, name="profile"),
    path("profil/innlogginger/<int:pk>/avslutt/", views.end_session, name="end_session"),
]
