"""Rounds on one frozen version, the organisations asked, the people who answer for them, and what they did.

Acts are the truth: appended and never changed. The states beside them follow by rules.py, written under the
round's lock in the transaction of the act. What one row may be given others is in guards.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, User
from documents.models import Document, DocumentVersion
from initiatives.models import Initiative
from paadriv.clock import now, today
from partners.models import Partner, Person
from signing.states import ASKED, LIVE, POSITIVE, ActKind, InvitationState, PartyState, Purpose, RoundState


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> RoundQuerySet:
        return self.filter(document__initiative__in=Initiative.objects.visible_to(user))

    def about(self, document: Document) -> RoundQuerySet:
        """Every round on any version of a document, the newest first."""
        return self.filter(document=document)

    def open(self) -> RoundQuerySet:
        return self.filter(state=RoundState.OPEN)

    def completed(self) -> RoundQuerySet:
        return self.filter(state=RoundState.COMPLETED)


class Round(models.Model):
    """One question to several organisations: do you endorse (or sign) exactly this version?"""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="rounds")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="rounds")
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.ENDORSE)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    deadline = models.DateField(_("frist"), help_text="the last day on which one may answer, in Norway")
    is_ordered = models.BooleanField(_("i rekkefølge"), default=False)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(_("begrunnelse"), max_length=500, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("runde")
        verbose_name_plural = _("runder")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("document", "purpose"), name="one_open_round", condition=models.Q(state="open")
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="round_closes_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="voided") & ~models.Q(void_reason="")
                | ~models.Q(state="voided") & models.Q(void_reason=""),
                name="voided_round_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.version_id} {self.state}"

    @property
    def initiative(self) -> Initiative:
        return self.document.initiative

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_held(self) -> bool:
        """The initiative is on hold: the deadline does not run, and nobody is reminded."""
        return self.is_open and self.initiative.state == Initiative.State.ON_HOLD

    @property
    def last_day(self) -> date:
        """The deadline, moved by the hold that goes on now; when the hold ends it becomes the deadline."""
        return self.deadline + timedelta(days=self.initiative.days_held) if self.is_held else self.deadline

    @property
    def deadline_passed(self) -> bool:
        return today() > self.last_day


class RoundParty(models.Model):
    """One organisation in a round: whether it must answer, how many of its people, and in which turn."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="parties")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="round_parties")
    name = models.CharField(_("navn"), max_length=200, help_text="as it was when the round was opened")
    number = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    group = models.PositiveSmallIntegerField(_("tur"), default=1)
    needed = models.PositiveSmallIntegerField(_("antall som må svare"), default=1)
    is_required = models.BooleanField(_("må svare"), default=True)
    state = models.CharField(max_length=10, choices=PartyState, default=PartyState.WAITING)

    class Meta:
        verbose_name = _("part i runde")
        verbose_name_plural = _("parter i runder")
        ordering = ("round", "group", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "partner"), name="partner_once_per_round"),
            models.CheckConstraint(condition=models.Q(needed__in=(1, 2)), name="one_or_two_jointly"),
            models.CheckConstraint(condition=models.Q(group__gte=1), name="groups_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.partner_id} {self.state}"

    @property
    def named(self) -> str:
        """«Lillevik kommune (org.nr. 964 123 101)», or the name alone where it is not registered."""
        if not self.number:
            return self.name
        spaced = f"{self.number[:3]} {self.number[3:6]} {self.number[6:]}"
        return f"{self.name} (org.nr. {spaced})"


class SigningInvitation(models.Model):
    """A person asked to answer for a party, with the authority that was stated, copied when asked.

    Its link's purpose is «signing», its row this one; sending it again makes a new link and closes the old.
    """

    party = models.ForeignKey(RoundParty, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signing_invitations")
    name = models.CharField(_("navn"), max_length=120)
    address = models.EmailField(_("e-post"), max_length=254, help_text="in lower case: who this is, in one party")
    title = models.CharField(_("stilling eller verv"), max_length=120, blank=True)
    authority = models.CharField(_("grunnlag"), max_length=20)
    reference = models.CharField(_("henvisning"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.PENDING)
    delegated_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="delegated_to"
    )
    delegation_reason = models.CharField(_("hvorfor en annen svarer"), max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitasjon til å svare")
        verbose_name_plural = _("invitasjoner til å svare")
        ordering = ("party", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "address"),
                name="one_seat_per_person",
                condition=models.Q(state__in=[*(state.value for state in LIVE), InvitationState.ACTED.value]),
            ),
            models.CheckConstraint(
                condition=models.Q(state=InvitationState.PENDING.value)
                | models.Q(asked_at__isnull=False)
                | models.Q(
                    state__in=[
                        InvitationState.REPLACED.value,
                        InvitationState.REVOKED.value,
                        InvitationState.EXPIRED.value,
                    ]
                ),
                name="asked_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} {self.person_id} {self.state}"

    @property
    def initiative(self) -> Initiative:
        return self.party.round.initiative

    @property
    def is_asked(self) -> bool:
        """Has a link, and has not answered."""
        return self.state in ASKED

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def may_be_asked_anew(self) -> bool:
        """Said no, or took a yes back; a yes that stands is left alone, also when another of the party said no."""
        if self.state != InvitationState.ACTED:
            return self.state == InvitationState.WITHDRAWN
        return any(act.kind == ActKind.DECLINE for act in self.acts.all())


class Code(models.Model):
    """A code of six digits to the invited mailbox, kept as a keyed digest bound to invitation and version.

    Confirmed, it lets one browser session (by the digest of its secret) act for an hour from ``confirmed_at``.
    """

    invitation = models.ForeignKey(SigningInvitation, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    is_dead = models.BooleanField(default=False, help_text="a newer one was asked for, or it was used up")
    session = models.CharField(max_length=64, help_text="digest of the secret of the session that asked")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kode")
        verbose_name_plural = _("koder")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("invitation",),
                name="one_live_code",
                condition=models.Q(is_dead=False, confirmed_at=None),
            ),
            models.CheckConstraint(condition=models.Q(tries__lte=5), name="five_tries_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.tries}"


class ActQuerySet(models.QuerySet["Act"]):
    def standing(self) -> ActQuerySet:
        """Every yes that was not taken back."""
        return self.filter(kind__in=POSITIVE, withdrawn_by=None)


class Act(AppendOnly):
    """What one person did for an organisation, with everything that shows who, on what authority and to what.

    Kept as documentation: it is not erased with the person.
    """

    invitation = models.ForeignKey(SigningInvitation, on_delete=models.PROTECT, related_name="acts")
    party = models.ForeignKey(RoundParty, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=30, choices=ActKind)
    at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_by"
    )
    name = models.CharField(_("navn"), max_length=120)
    address = models.EmailField(_("e-post"), max_length=254)
    title = models.CharField(_("stilling eller verv"), max_length=120)
    authority = models.CharField(_("grunnlag"), max_length=20)
    reference = models.CharField(_("henvisning"), max_length=200, blank=True)
    section = models.CharField(_("del av dokumentet"), max_length=60, blank=True)
    words = models.TextField(_("merknad eller begrunnelse"), max_length=2000, blank=True)
    statement_id = models.CharField(max_length=40)
    statement = models.TextField(help_text="the exact words consented to")
    statement_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=20, default="otp_mail")
    authenticated_at = models.DateTimeField()
    evidence = models.JSONField(help_text="client, session, link and the rule of the round at that moment")
    digest = models.CharField(max_length=64, help_text="of everything above; the journal holds it too")

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("invitation",),
                name="one_yes_per_invitation",
                condition=models.Q(kind__in=[kind.value for kind in POSITIVE]),
            ),
            models.UniqueConstraint(
                fields=("invitation",), name="one_no_per_invitation", condition=models.Q(kind="decline")
            ),
            models.CheckConstraint(
                condition=models.Q(kind="withdraw", withdraws__isnull=False)
                | ~models.Q(kind="withdraw") & models.Q(withdraws__isnull=True),
                name="only_a_withdrawal_withdraws",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="endorse_with_reservation") & ~models.Q(section="") & ~models.Q(words="")
                | models.Q(kind__in=["decline", "withdraw"], section="") & ~models.Q(words="")
                | models.Q(kind__in=["endorse", "sign"], section="", words=""),
                name="words_belong_to_their_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.party_id}"

    @property
    def is_yes(self) -> bool:
        return self.kind in POSITIVE
