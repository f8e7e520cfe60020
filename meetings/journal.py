"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "meeting_planned": _("planla et sonderingsmøte"),
    "meeting_edited": _("endret opplysningene om et sonderingsmøte"),
    "meeting_moved": _("ga et sonderingsmøte ny tid eller nytt sted"),
    "meeting_called_off": _("avlyste et sonderingsmøte"),
    "programme_changed": _("endret programmet for et sonderingsmøte"),
    "letter_edited": _("endret brevteksten for et sonderingsmøte"),
    "person_invited": _("satte en person på invitasjonslista"),
    "persons_imported": _("importerte personer til invitasjonslista"),
    "invitation_withdrawn": _("tok en person av invitasjonslista"),
    "address_corrected": _("rettet e-postadressen til en invitert"),
    "invitations_sent": _("sendte invitasjoner til et sonderingsmøte"),
    "test_mail_sent": _("sendte en prøve av invitasjonen til seg selv"),
    "reminder_sent": _("sendte påminnelse om et sonderingsmøte"),
}
