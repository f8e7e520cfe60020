"""Mails to the partners' people: the initiative was stopped, with the sluttnotat; it turned back a step."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Rendering
from documents.services import pdf_of
from gates.closing import kept_until
from gates.kinds import sluttnotat
from gates.models import GateDecision, StopReason
from initiatives.models import Initiative, StepRun
from mail.kinds import Attachment, Mail, MailKind, Stopped
from mail.letters import Block, Facts, Link, Quote, as_mail, line
from mail.models import Message
from paadriv.text import day, filename
from partners.models import Person
from signing.kinds import words
from signing.links import privacy_link


def closed(message: Message) -> Mail | Stopped:
    """Why it ended, what that means for the reader, and the sluttnotat; not sent once it is taken up again."""
    person, row = _of(message)
    if stopped := _unwanted(person):
        return stopped
    if row.initiative.state != Initiative.State.STOPPED:
        return Stopped(_("Initiativet er gjenåpnet."))
    said = {"initiative": str(row.initiative), "day": day(row.decided_on), "until": day(kept_until(row))}
    why = StopReason(row.stop_reason).label if row.stop_reason else ""
    blocks: list[Block] = [
        _("%(initiative)s ble avsluttet %(day)s. Hovedgrunnen er: %(why)s.") % {**said, "why": why},
        Quote(row.explanation),
        _(
            "Dere trenger ikke gjøre noe. Møter som ikke er holdt, er avlyst, og spørsmål om tilslutning er trukket "
            "tilbake."
        ),
        _("Sluttnotatet ligger ved. Der står hva som ble gjort og besluttet, og hva som blir tatt vare på."),
        _(
            "Navnet og adressen din slettes fra initiativet tolv måneder etter avslutningen, fra %(until)s. "
            "Vil du at det skal skje før, kan du be om det."
        )
        % said,
        _("Takk for at dere var med."),
    ]
    return _mail(_("%(initiative)s er avsluttet") % said, blocks, person, row, attachments=(_pdf(row),))


def turned_back(message: Message) -> Mail | Stopped:
    """A new round of the step before has begun: what stands, and what no longer counts."""
    person, row = _of(message)
    if stopped := _unwanted(person):
        return stopped
    opened = StepRun.objects.filter(decision_id=row.pk).first()
    if not row.initiative.is_open or opened is None or opened.state != StepRun.State.ACTIVE:
        return Stopped(_("Initiativet er i et annet steg nå."))
    step = row.initiative.method.step(opened.step)
    said = {"initiative": str(row.initiative), "step": str(step.title), "round": opened.round}
    blocks: list[Block] = [
        _("%(initiative)s går tilbake til steget «%(step)s», runde %(round)d. Begrunnelsen er:") % said,
        Quote(row.explanation),
        Facts(((_("Besluttet"), day(row.decided_on)), (_("Av"), row.decider_title))),
        _(
            "Alt som er skrevet, svart og besluttet, blir tatt vare på. Det teller ikke i den nye runden, så dere blir "
            "spurt på nytt når det er noe å ta stilling til. Spørsmål dere ikke har svart på, er trukket tilbake."
        ),
    ]
    return _mail(_("%(initiative)s går tilbake et steg") % said, blocks, person, row)


def _of(message: Message) -> tuple[Person, GateDecision]:
    rows = GateDecision.objects.select_related("initiative", "step_run")
    return Person.objects.get(pk=message.subject_id), rows.get(pk=message.sending.content["decision"])


def _unwanted(person: Person) -> Stopped | None:
    return Stopped(_("Personen har meldt seg av henvendelser.")) if person.opted_out_at is not None else None


def _pdf(row: GateDecision) -> Attachment:
    """The stored file when the worker has made it, else the same bytes made now."""
    found = Rendering.objects.filter(kind=sluttnotat.KIND.key, subject_id=row.pk).order_by("pk").last()
    content = found.content if found else sluttnotat.content(row.pk)
    if found is not None and found.state == Rendering.State.DONE and default_storage.exists(found.file):
        with default_storage.open(found.file) as file:
            data = bytes(file.read())
    else:
        data = pdf_of(sluttnotat.KIND.key, content)
    return Attachment(f"{filename(sluttnotat.KIND.title(content))}.pdf", data, "application/pdf")


def _mail(
    subject: str, blocks: list[Block], person: Person, row: GateDecision, attachments: tuple[Attachment, ...] = ()
) -> Mail:
    privacy = Link(_("Les om hvordan vi behandler opplysningene dine"), privacy_link())
    return as_mail(
        subject,
        [words.greeting(person.name), *blocks, words.contact(row.initiative)],
        footer=(
            line(_("Du får denne e-posten fordi virksomheten din er eller har vært i dialog med initiativet.")),
            line(privacy, "."),
        ),
        reply_to=row.initiative.contact_email,
        attachments=attachments,
    )


KINDS = (
    MailKind("initiative_closed", gettext_lazy("Initiativet er avsluttet"), closed),
    MailKind("initiative_turned_back", gettext_lazy("Initiativet går tilbake et steg"), turned_back),
)
