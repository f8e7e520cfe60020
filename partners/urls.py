"""URLs of partners: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from partners import views

app_name = "partners"
_HERE = "initiativ/<int:initiative>/partnere/"
_PERSON = "initiativ/<int:initiative>/personer/<int:person>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HERE, views.index, name="index"),
    path(f"{_HERE}ny/", views.add, name="add"),
    path(f"{_HERE}<int:partner>/", views.show, name="partner"),
    path(f"{_HERE}<int:partner>/endre/", views.edit, name="edit"),
    path(f"{_HERE}<int:partner>/personer/ny/", views.add_person, name="add_person"),
    path(f"{_PERSON}endre/", views.edit_person, name="edit_person"),
    path(f"{_PERSON}slett/", views.delete_person, name="delete_person"),
]
