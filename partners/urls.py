"""URLs of partners: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from partners.views import accepting, listing, partner, persons, private

app_name = "partners"
_HERE = "initiativ/<int:initiative>/partnere/"
_PERSON = "initiativ/<int:initiative>/personer/<int:person>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, listing.index, name="index"),
    path(f"{_HERE}ny/", listing.add, name="add"),
    path(f"{_HERE}<int:partner>/", partner.show, name="partner"),
    path(f"{_HERE}<int:partner>/endre/", partner.edit, name="edit"),
    path(f"{_HERE}<int:partner>/personer/ny/", persons.add_person, name="add_person"),
    path("initiativ/<int:initiative>/personer/", private.private_persons, name="persons"),
    path(f"{_PERSON}endre/", persons.edit_person, name="edit_person"),
    path("kontaktperson/<str:token>/", accepting.accept, name="accept_contact"),
]
