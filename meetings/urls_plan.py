"""URLs of planning, the programme, the list, the letter and sending."""

from django.urls import URLPattern, URLResolver, path

from meetings.views import listing, planning, programme, sending

_ALL = "initiativ/<int:initiative>/moter/"
_ONE = f"{_ALL}<int:meeting>/"
_LIST = f"{_ONE}invitasjonsliste/"
_ITEM = f"{_ONE}program/<int:item>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ALL, planning.index, name="index"),
    path(f"{_ALL}nytt/", planning.plan, name="plan"),
    path(_ONE, planning.meeting, name="meeting"),
    path(f"{_ONE}endre/", planning.edit, name="edit"),
    path(f"{_ONE}avlys/", planning.call_off, name="call_off"),
    path(f"{_ONE}program/", programme.programme, name="programme"),
    path(f"{_ONE}program/ny/", programme.add_item, name="add_item"),
    path(f"{_ONE}program/innforing/", programme.put_introduction_back, name="put_introduction_back"),
    path(_ITEM, programme.edit_item, name="edit_item"),
    path(f"{_ITEM}fjern/", programme.remove_item, name="remove_item"),
    path(f"{_ITEM}opp/", programme.move_up, name="move_up"),
    path(f"{_ITEM}ned/", programme.move_down, name="move_down"),
    path(_LIST, listing.guests, name="guests"),
    path(f"{_LIST}sok/", listing.search, name="search_known"),
    path(f"{_LIST}ny/", listing.add_guest, name="add_guest"),
    path(f"{_LIST}kjent/<int:person>/", listing.add_known, name="add_known"),
    path(f"{_LIST}kontroller/", listing.preview_list, name="preview_list"),
    path(f"{_LIST}lagre/", listing.store_list, name="store_list"),
    path(f"{_LIST}<int:invitation>/fjern/", listing.withdraw, name="withdraw"),
    path(f"{_LIST}<int:invitation>/rett/", listing.correct_guest, name="correct_guest"),
    path(f"{_ONE}brev/", sending.letter, name="letter"),
    path(f"{_ONE}brev/lagre/", sending.save_letter, name="save_letter"),
    path(f"{_ONE}brev/<int:invitation>/", sending.preview, name="preview"),
    path(f"{_ONE}brev/<int:invitation>/vis/", sending.preview_letter, name="preview_letter"),
    path(f"{_ONE}send/", sending.send, name="send"),
    path(f"{_ONE}send/invitasjoner/", sending.send_invitations, name="send_invitations"),
    path(f"{_ONE}send/prove/", sending.send_test, name="send_test"),
    path(f"{_ONE}send/paminnelse/", sending.remind, name="remind"),
    path(f"{_ONE}send/framdrift/", sending.sending_progress, name="sending_progress"),
    path(f"{_ONE}send/prov-igjen/", sending.retry, name="retry"),
]
