"""The sonderingsmøte: its plan, programme, invitations, answers, attendance, interest and minutes.

Append-only rows (answers, interest, links) hold ids and choices; what people typed lies in side rows
that can be erased. Who may do what is in policy.py; what a threshold means is in counting.py.
"""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, Revised, User
from initiatives.models import Initiative, StepRun
from paadriv.clock import now
from partners.models import Partner, Person


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        return self.filter(initiative__in=Initiative.objects.visible_to(user))


class Meeting(Revised):
    """A sonderingsmøte. One initiative may hold several; gate 1 counts them together."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        CALLED_OFF = "called_off", _("avlyst")
        CLOSED = "closed", _("avsluttet")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="meetings")
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(_("starter"))
    ends_at = models.DateTimeField(_("slutter"))
    venue = models.CharField(_("møtested med adresse"), max_length=200)
    venue_preposition = models.CharField(
        _("preposisjon"), max_length=2, choices=Initiative.Preposition, default=Initiative.Preposition.PAA
    )
    accessibility = models.CharField(_("tilgjengelighet"), max_length=300, blank=True)
    serving = models.CharField(_("servering"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(
        _("plasser"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    answer_by = models.DateField(_("svarfrist"))
    headline = models.CharField(_("overskrift"), max_length=80)
    short_reason = models.CharField(_("kort begrunnelse"), max_length=400, blank=True)
    sender_name = models.CharField(_("avsenderens navn"), max_length=120)
    sender_title = models.CharField(_("avsenderens tittel"), max_length=120)
    initiator_address = models.CharField(_("initiativtakerens adresse"), max_length=200, blank=True)
    case_number = models.CharField(_("saksnummer"), max_length=40, blank=True)
    letter = models.TextField(_("brevtekst"), max_length=3000, blank=True, help_text="empty: the template's text")
    interest_threshold = models.PositiveSmallIntegerField(
        _("interesseterskel"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    threshold_set_at = models.DateTimeField(default=now)
    introduction_removed_because = models.CharField(_("hvorfor innføringen er tatt ut"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="of the calendar event; +1 when moved")
    invited_at = models.DateTimeField(null=True, blank=True, help_text="first sending")
    called_off_reason = models.CharField(_("årsak til avlysning"), max_length=200, blank=True)
    plan_after_calling_off = models.CharField(_("videre plan"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reopened_because = models.CharField(_("hvorfor møtet ble gjenåpnet"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sonderingsmøte")
        verbose_name_plural = _("sonderingsmøter")
        ordering = ("initiative", "starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(models.Q(state="closed") & models.Q(closed_at__isnull=False))
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="closed_meeting_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"sonderingsmøte {self.pk}"

    @property
    def at_venue(self) -> str:
        """«på Lillevik kulturhus, Bryggegata 11»."""
        return f"{self.venue_preposition} {self.venue}"

    @property
    def has_started(self) -> bool:
        return now() >= self.starts_at

    @property
    def calendar_uid(self) -> str:
        return f"sonderingsmoete-{self.pk}@paadriv"


class ProgrammeItem(Revised):
    """One post of the programme; start times follow from the minutes before it."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("vanlig post")
        INTRODUCTION = "introduction", _("innføring i Pådriv-metoden")
        BREAK = "break", _("pause")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(_("post"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutter"), validators=[MinValueValidator(1), MaxValueValidator(480)])
    responsible = models.CharField(_("ansvarlig"), max_length=120, blank=True)
    description = models.CharField(_("innhold"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("programpost")
        verbose_name_plural = _("programposter")
        ordering = ("meeting", "position", "pk")

    def __str__(self) -> str:
        return self.title


class Choice(models.TextChoices):
    COMING = "coming", _("kommer")
    MAYBE = "maybe", _("kanskje")
    NOT_COMING = "not_coming", _("kommer ikke")
    SENDS_ANOTHER = "sends_another", _("sender en annen")


class Invitation(models.Model):
    """One person on one meeting's list. ``current`` mirrors the latest answer, for lists and seats."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    why_asked = models.CharField(
        _("hvorfor vi spør"), max_length=200, blank=True, help_text="leddsetning etter «fordi»"
    )
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    added_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    calendar_offset = models.PositiveIntegerField(
        default=0, help_text="how far ahead of the meeting's this guest's calendar entry is: 2 each time taken off"
    )
    current = models.CharField(_("svar"), max_length=15, choices=Choice, blank=True)
    current_at = models.DateTimeField(null=True, blank=True)
    current_sequence = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(_("på venteliste siden"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitasjon")
        verbose_name_plural = _("invitasjoner")
        ordering = ("meeting", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="invited_once"),
            models.CheckConstraint(
                condition=models.Q(waiting_since__isnull=True) | models.Q(current="coming"),
                name="only_coming_waits",
            ),
        )

    def __str__(self) -> str:
        return f"invitasjon {self.pk}"

    @property
    def has_seat(self) -> bool:
        return self.current == Choice.COMING and self.waiting_since is None


class Answer(AppendOnly):
    """One answer to one invitation; the latest counts. ``by`` is set when a coordinator registered it."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="answers")
    choice = models.CharField(max_length=15, choices=Choice)
    sequence = models.PositiveIntegerField(help_text="of the meeting when it was answered")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.choice}"


class Need(models.Model):
    """What a guest needs at the meeting. Kept apart, deleted after the meeting."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="need")
    text = models.CharField(_("tilrettelegging"), max_length=500)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("behov for tilrettelegging")
        verbose_name_plural = _("behov for tilrettelegging")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"tilrettelegging {self.invitation_id}"


class Attendance(models.Model):
    """Whether a person was there: met, sent word, or did not come."""

    class State(models.TextChoices):
        ATTENDED = "attended", _("møtt")
        EXCUSED = "excused", _("forfall")
        ABSENT = "absent", _("ikke møtt")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=State)
    is_walk_in = models.BooleanField(_("uten invitasjon"), default=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøte")
        ordering = ("meeting", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="attends_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class Interest(AppendOnly):
    """One answer to the interest form: choices only. Counts when linked to a partner; latest per partner."""

    class Need(models.TextChoices):
        YES = "yes", _("Ja")
        UNSURE = "unsure", _("Usikker")
        NO = "no", _("Nei")

    class Level(models.TextChoices):
        STARTUP_PARTNER = "startup_partner", _("Ja, som mulig oppstartspartner")
        WORKING_GROUP = "working_group", _("Ja, i en arbeidsgruppe")
        INFORMED = "informed", _("Ikke nå, men hold meg orientert")
        NO_THANKS = "no_thanks", _("Nei takk")

    #: The answers to question 2 that mean «vil delta».
    WILL_TAKE_PART = (Level.STARTUP_PARTNER.value, Level.WORKING_GROUP.value)
    CONTRIBUTIONS = (
        ("time", _("Tid")),
        ("competence", _("Kompetanse")),
        ("money", _("Penger")),
        ("premises", _("Lokaler")),
        ("data", _("Data")),
        ("network", _("Nettverk")),
        ("unknown", _("Vet ikke ennå")),
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="interests")
    sees_need = models.CharField(max_length=10, choices=Need)
    level = models.CharField(max_length=20, choices=Level)
    contributions = models.JSONField(default=list)
    form_key = models.UUIDField(unique=True, help_text="a repeated post gives the first row")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("interesseerklæring")
        verbose_name_plural = _("interesseerklæringer")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"interesse {self.pk}"


class InterestText(models.Model):
    """What was typed in the form; erasable."""

    interest = models.OneToOneField(Interest, on_delete=models.CASCADE, related_name="text")
    name = models.CharField(_("navn"), max_length=120, blank=True)
    organisation = models.CharField(_("virksomhet"), max_length=200, blank=True)
    what_it_takes = models.TextField(_("hva som må til"), max_length=1000, blank=True)
    who_is_missing = models.TextField(_("hvem som mangler"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("tekst i interesseerklæring")
        verbose_name_plural = _("tekster i interesseerklæringer")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"tekst {self.interest_id}"


class InterestLink(AppendOnly):
    """Which partner an interest speaks for; the latest row counts, null means none."""

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="links")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="interest_links")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("kobling av interesse")
        verbose_name_plural = _("koblinger av interesse")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.interest_id} {self.partner_id}"


class Minutes(Revised):
    """The referat: a short text, published to those who were there."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField(_("referat"), max_length=8000, blank=True)
    interest_until = models.DateField(_("frist for interesseerklæringen"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_text = models.TextField(blank=True, help_text="what participants read; the draft may be ahead")
    published_revision = models.PositiveIntegerField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True, help_text="latest publishing after the first")

    class Meta:
        verbose_name = _("referat")
        verbose_name_plural = _("referater")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"referat {self.meeting_id}"
