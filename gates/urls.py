"""URLs of gates: Norwegian for people, English names for code. The front page is named in paadriv/urls.py."""

from django.urls import path

from gates import views

app_name = "gates"
_HERE = "initiativ/<int:initiative>/"
_GATE = f"{_HERE}beslutningspunkt/<int:number>/"
urlpatterns = [
    path(_GATE, views.gate, name="gate"),
    path(f"{_GATE}beslutt/", views.decide, name="decide"),
    path(f"{_GATE}rad/", views.advise, name="advise"),
    path(f"{_HERE}beslutninger/<int:decision>/", views.decision, name="decision"),
    path(f"{_HERE}neste/", views.standing, name="standing"),
    path(f"{_HERE}fortsett/", views.resume, name="resume"),
]
