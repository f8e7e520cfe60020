"""URLs of signing: the pages of an invited person, and the coordinator's."""

from django.urls import path

from signing.views import answering, handing_on, reading, rounds

app_name = "signing"
urlpatterns = [
    path("tilslutning/<str:token>/", answering.open_link, name="open"),
    path("tilslutning/svar/<int:invitation>/", answering.answer, name="answer"),
    path("tilslutning/svar/<int:invitation>/kode/", answering.code, name="code"),
    path("tilslutning/svar/<int:invitation>/kode/ny/", answering.new_code, name="new_code"),
    path("tilslutning/svar/<int:invitation>/bekreft/", answering.consent, name="consent"),
    path("tilslutning/svar/<int:invitation>/kollega/", handing_on.delegate, name="delegate"),
    path("tilslutning/svar/<int:invitation>/pdf/", reading.pdf, name="pdf"),
    path("initiativ/<int:initiative>/dokument/<int:document>/runder/", rounds.rounds, name="rounds"),
    path("initiativ/<int:initiative>/dokument/<int:document>/runder/ny/", rounds.open_round, name="open_round"),
    path("initiativ/<int:initiative>/runde/<int:round>/frist/", rounds.extend, name="extend"),
    path("initiativ/<int:initiative>/runde/<int:round>/trekk/", rounds.void, name="void"),
    path("initiativ/<int:initiative>/spurt/<int:invitation>/send/", rounds.send_again, name="send_again"),
    path("initiativ/<int:initiative>/spurt/<int:invitation>/igjen/", rounds.ask_anew, name="ask_anew"),
    path("initiativ/<int:initiative>/spurt/<int:invitation>/trekk/", rounds.revoke, name="revoke"),
    path("initiativ/<int:initiative>/part/<int:party>/spor/<int:signatory>/", rounds.ask_also, name="ask_also"),
]
