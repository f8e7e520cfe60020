"""URLs of initiatives: Norwegian for people, English names for code."""

from django.urls import URLPattern, URLResolver, path

from initiatives.views import creating, details, joining, journal, members, work

app_name = "initiatives"
_HERE = "initiativ/<int:initiative>"
_ACTIVITY, _DELIVERABLE = {"kind": "activity"}, {"kind": "deliverable"}

urlpatterns: list[URLPattern | URLResolver] = [
    path("initiativ/nytt/", creating.create, name="create"),
    path(f"{_HERE}/om/", details.details, name="details"),
    path(f"{_HERE}/opplysninger/", details.edit, name="edit"),
    path(f"{_HERE}/journal/", journal.journal, name="journal"),
    path(f"{_HERE}/medlemmer/", members.members, name="members"),
    path(f"{_HERE}/medlemmer/inviter/", members.invite, name="invite_member"),
    path(f"{_HERE}/medlemmer/<int:membership>/rolle/", members.change_role, name="change_role"),
    path(f"{_HERE}/medlemmer/<int:membership>/avslutt/", members.end, name="end_membership"),
    path(f"{_HERE}/medlemmer/<int:membership>/beslutningstaker/", members.name_decider, name="name_decider"),
    path(f"{_HERE}/medlemmer/invitasjoner/<int:invitation>/send/", members.send_again, name="send_invitation_again"),
    path(f"{_HERE}/medlemmer/invitasjoner/<int:invitation>/trekk/", members.withdraw, name="withdraw_invitation"),
    path("bli-med/<str:token>/", joining.accept, name="accept"),
    path(f"{_HERE}/aktiviteter/<int:item>/", work.show_work, _ACTIVITY, name="activity"),
    path(f"{_HERE}/aktiviteter/<int:item>/endre/", work.edit_work, _ACTIVITY, name="edit_activity"),
    path(f"{_HERE}/leveranser/<int:item>/", work.show_work, _DELIVERABLE, name="deliverable"),
    path(f"{_HERE}/leveranser/<int:item>/endre/", work.edit_work, _DELIVERABLE, name="edit_deliverable"),
    path(f"{_HERE}/stegrunder/<int:run>/aktiviteter/ny/", work.add_activity, name="add_activity"),
]
