"""URLs of answers, attendance, interest, closing and minutes; guests' links first."""

from django.urls import URLPattern, URLResolver, path

from meetings.views import answers, attendance, closing, guest, interest, minutes

_MEETING = "initiativ/<int:initiative>/moter/<int:meeting>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("svar/<str:token>/", guest.answer, name="answer"),
    path("svar/<str:token>/kalender.ics", guest.answer_calendar, name="answer_calendar"),
    path("avmelding/<str:token>/", guest.opt_out, name="opt_out"),
    path("interesse/mote/<str:token>/", interest.meeting_interest, name="meeting_interest"),
    path("interesse/<str:token>/", interest.interest, name="interest"),
    path("referat/<str:token>/", minutes.read_minutes, name="read_minutes"),
    path(f"{_MEETING}svar/", answers.answers, name="answers"),
    path(f"{_MEETING}svar/<int:invitation>/", answers.register_answer, name="register_answer"),
    path(f"{_MEETING}oppmote/", attendance.attendance, name="attendance"),
    path(f"{_MEETING}oppmote/ny/", attendance.add_walk_in, name="add_walk_in"),
    path(f"{_MEETING}oppmote/<int:person>/", attendance.mark_attendance, name="mark_attendance"),
    path(f"{_MEETING}oppmote/<int:person>/gruppe/", attendance.choose_group, name="choose_group"),
    path(f"{_MEETING}interesse/", interest.interest_results, name="interest_results"),
    path(f"{_MEETING}interesse/<int:interest>/", interest.link_interest, name="link_interest"),
    path(f"{_MEETING}interesse/skjerm/", interest.interest_qr, name="interest_qr"),
    path(f"{_MEETING}interesse/kode.svg", interest.interest_qr_image, name="interest_qr_image"),
    path(f"{_MEETING}interesse/ny-kode/", interest.renew_interest_code, name="renew_interest_code"),
    path(f"{_MEETING}avslutt/", closing.close, name="close"),
    path(f"{_MEETING}avslutt/lagre/", closing.close_meeting, name="close_meeting"),
    path(f"{_MEETING}gjenapne/", closing.reopen, name="reopen"),
    path(f"{_MEETING}referat/", minutes.minutes, name="minutes"),
    path(f"{_MEETING}referat/lagre/", minutes.edit_minutes, name="edit_minutes"),
    path(f"{_MEETING}referat/publiser/", minutes.publish_minutes, name="publish_minutes"),
]
