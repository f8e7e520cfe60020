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
    path(f"{_HERE}beslutninger/", views.decisions, name="decisions"),
    path(f"{_HERE}vent/", views.pause, name="pause"),
    path(f"{_HERE}vent/lenger/", views.hold_longer, name="hold_longer"),
    path(f"{_HERE}tilbake/", views.go_back, name="go_back"),
    path(f"{_HERE}avslutt/", views.stop, name="stop"),
    path(f"{_HERE}gjenapne/", views.reopen, name="reopen"),
    path(f"{_HERE}eierskap/", views.ownership, name="ownership"),
    path(f"{_HERE}eierskap/foresla/", views.propose_transfer, name="propose_transfer"),
    path(f"{_HERE}eierskap/<int:transfer>/bekreft/", views.confirm_transfer, name="confirm_transfer"),
    path(f"{_HERE}eierskap/<int:transfer>/megle/", views.mediate_transfer, name="mediate_transfer"),
    path(f"{_HERE}eierskap/<int:transfer>/trekk/", views.withdraw_transfer, name="withdraw_transfer"),
    path("eierskap/<str:token>/", views.accept_transfer, name="accept_transfer"),
    path(f"{_HERE}underlag/del-ut/", views.distribute, name="distribute"),
    path(f"{_HERE}merknader/<int:act>/svar/", views.reply, name="reply"),
    path(f"{_HERE}neste/", views.standing, name="standing"),
    path(f"{_HERE}fortsett/", views.resume, name="resume"),
]
