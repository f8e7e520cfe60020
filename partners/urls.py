"""URLs of partners: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from partners.views import accepting, listing, partner, persons, private, speaking

app_name = "partners"
_HERE = "initiativ/<int:initiative>/partnere/"
_ONE = f"{_HERE}<int:partner>/"
_CONTACT = f"{_ONE}kontaktpersoner/<int:contact>/"
_PERSON = "initiativ/<int:initiative>/personer/<int:person>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, listing.index, name="index"),
    path(f"{_HERE}ny/", listing.add, name="add"),
    path(_ONE, partner.show, name="partner"),
    path(f"{_ONE}endre/", partner.edit, name="edit"),
    path(f"{_ONE}status/", listing.move, name="move"),
    path(f"{_ONE}kontaktpersoner/ny/", speaking.name_contact, name="name_contact"),
    path(f"{_CONTACT}inviter/", speaking.invite_contact, name="invite_contact"),
    path(f"{_CONTACT}hovedkontakt/", speaking.choose_main_contact, name="choose_main_contact"),
    path(f"{_CONTACT}avslutt/", speaking.end_contact, name="end_contact"),
    path(f"{_ONE}signering/", speaking.signing_rule, name="signing_rule"),
    path(f"{_ONE}signering/ny/", speaking.name_signatory, name="name_signatory"),
    path(f"{_ONE}signering/<int:signatory>/ta-bort/", speaking.end_signatory, name="end_signatory"),
    path(f"{_ONE}beslutning/", speaking.register_decision, name="register_decision"),
    path(f"{_ONE}trekk/", speaking.leave, name="leave"),
    path(f"{_ONE}personer/ny/", persons.add_person, name="add_person"),
    path("initiativ/<int:initiative>/personer/", private.private_persons, name="persons"),
    path(f"{_PERSON}endre/", persons.edit_person, name="edit_person"),
    path("kontaktperson/<str:token>/", accepting.accept, name="accept_contact"),
]
