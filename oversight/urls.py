"""URLs of oversight: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from oversight import people

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("brukere/", people.people, name="people"),
    path("brukere/inviter-koordinator/", people.invite_coordinator, name="invite_coordinator"),
    path("brukere/inviter-administrator/", people.invite_administrator, name="invite_administrator"),
    path("brukere/<int:pk>/", people.person, name="person"),
    path("brukere/<int:pk>/ta-bort/", people.take_away, name="take_away"),
]
