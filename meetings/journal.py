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
    "person_invited": _("satte en person på invitasjonslisten"),
    "persons_invited": _("satte personer på invitasjonslisten"),
    "invitation_withdrawn": _("tok en person av invitasjonslisten"),
    "address_corrected": _("rettet e-postadressen til en invitert"),
    "reason_corrected": _("rettet hvorfor en person er invitert"),
    "invitations_sent": _("sendte invitasjoner til et sonderingsmøte"),
    "test_mail_sent": _("sendte en prøve av invitasjonen til seg selv"),
    "mail_tried_again": _("prøvde på nytt å sende e-post som ikke gikk ut"),
    "reminder_sent": _("sendte påminnelse om et sonderingsmøte"),
    "answer_given": _("fikk et svar på en invitasjon"),
    "substitute_invited": _("inviterte en annen i stedet for en som ikke kan komme"),
    "seat_given": _("ga en plass til en på ventelisten"),
    "attendance_registered": _("registrerte en person som møtt"),
    "attendance_undone": _("angret registreringen av en person som møtt"),
    "interest_declared": _("fikk en interesseerklæring"),
    "interest_linked": _("koblet en interesseerklæring til en virksomhet"),
    "interest_code_renewed": _("laget ny kode til interesseerklæringen"),
    "meeting_closed": _("avsluttet et sonderingsmøte"),
    "meeting_reopened": _("gjenåpnet et sonderingsmøte"),
    "minutes_edited": _("endret et referat"),
    "minutes_published": _("publiserte et referat"),
    "interest_texts_erased": _("slettet navn og tekst i interesseerklæringer"),
    "needs_deleted": _("slettet opplysninger om tilrettelegging"),
}

#: By the retention job.
BY_SYSTEM = frozenset({"needs_deleted", "interest_texts_erased"})
