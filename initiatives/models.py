"""One place's run through the method: the initiative, its members, step runs, activities and deliverables.

Who may do what is in policy.py; a step run changes only through a decision made in gates.
"""

from __future__ import annotations

from typing import Any

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Revised, User
from initiatives.durations import Window, days_worked, window
from initiatives.method import METHODS, Method, Step, StepKey
from paadriv.clock import now, today
from paadriv.text import local
from register.models import Municipality, Organisation

MEMBERS_WHO_READ = ("coordinator", "editor", "reader")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, user: Any) -> InitiativeQuerySet:
        """All for the association's administrators; for others those they are a member of."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        if user.is_association_admin:
            return self
        return self.of_member(user.pk)

    def of_member(self, user: int) -> InitiativeQuerySet:
        """Those the user with this key is a member of now."""
        return self.filter(memberships__user=user, memberships__ended_at__isnull=True)

    def active(self) -> InitiativeQuerySet:
        return self.filter(state__in=(Initiative.State.ACTIVE, Initiative.State.ON_HOLD))


class Initiative(Revised):
    """«Pådriv Lillevik»: a city, district, town or village that tries the method."""

    class PlaceType(models.TextChoices):
        BY = "by", _("by")
        BYDEL = "bydel", _("bydel")
        TETTSTED = "tettsted", _("tettsted")
        BYGD = "bygd", _("bygd")

    class Preposition(models.TextChoices):
        I = "i", _("i")  # noqa: E741
        PAA = "på", _("på")

    class InitiatorKind(models.TextChoices):
        MUNICIPALITY = "municipality", _("kommunen")
        OTHER = "other", _("en annen aktør")

    class State(models.TextChoices):
        ACTIVE = "active", _("i gang")
        ON_HOLD = "on_hold", _("satt på vent")
        STOPPED = "stopped", _("avsluttet")
        PARTNERSHIP = "partnership", _("partnerskap")

    method_version = models.CharField(max_length=10, choices=[(key, key) for key in METHODS])
    place_name = models.CharField(_("stedets navn"), max_length=80)
    place_type = models.CharField(_("type sted"), max_length=10, choices=PlaceType)
    place_preposition = models.CharField(_("preposisjon"), max_length=2, choices=Preposition, default=Preposition.I)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="initiatives", verbose_name=_("kommune")
    )
    initiator_kind = models.CharField(_("initiativtaker er"), max_length=15, choices=InitiatorKind)
    initiator_name = models.CharField(_("initiativtakerens navn"), max_length=160)
    reason = models.TextField(_("hvorfor stedet trenger et Pådriv"), max_length=1000)
    owner = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_initiatives",
        verbose_name=_("eierorganisasjon"),
    )
    area_name = models.CharField(_("foreløpig område"), max_length=120, blank=True)
    area_description = models.TextField(_("beskrivelse av området"), max_length=2000, blank=True)
    contact_name = models.CharField(_("kontaktperson"), max_length=120, blank=True)
    contact_email = models.EmailField(_("kontaktpersonens e-post"), max_length=254, blank=True)
    contact_phone = models.CharField(_("kontaktpersonens telefon"), max_length=30, blank=True)
    process_lead_name = models.CharField(_("prosessleder"), max_length=120, blank=True)
    data_controller = models.CharField(_("behandlingsansvarlig"), max_length=200, blank=True)
    state = models.CharField(_("status"), max_length=15, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(_("begrunnelse for status"), max_length=500, blank=True)
    state_since = models.DateTimeField(_("status siden"), default=now)
    review_on = models.DateField(_("vurderes på nytt"), null=True, blank=True)
    created_at = models.DateTimeField(_("opprettet"), default=now)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    #: Whether the forprosjekt goes on or is done; asked for by loaders, None where they did not.
    forprosjekt_begun: bool | None = None

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiativ")
        verbose_name_plural = _("initiativer")
        ordering = ("place_name", "pk")
        indexes = (models.Index(fields=("place_name", "id"), name="initiative_list"),)

    def __str__(self) -> str:
        return f"Pådriv {self.place_name}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("initiative", args=[self.pk])

    @property
    def method(self) -> Method:
        return METHODS[self.method_version]

    @property
    def chain(self) -> str:
        """The key of the initiative's journal chain."""
        return f"initiative:{self.pk}"

    @property
    def in_place(self) -> str:
        """«i Lillevik», «på Hamar»."""
        return f"{self.place_preposition} {self.place_name}"

    @property
    def is_open(self) -> bool:
        """Work goes on: neither stopped nor become a partnership."""
        return self.state in (self.State.ACTIVE, self.State.ON_HOLD)

    @property
    def days_held(self) -> int:
        """Whole days of the hold that goes on now; none when it is not on hold."""
        return (today() - local(self.state_since).date()).days if self.state == self.State.ON_HOLD else 0


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("koordinator")
    EDITOR = "editor", _("redaktør")
    READER = "reader", _("leser")
    PARTNER = "partner", _("partnerkontakt")


class Membership(models.Model):
    """A logged-in person's role in one initiative, and whether that person is its decider."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("rolle"), max_length=15, choices=Role)
    is_decider = models.BooleanField(_("beslutningstaker"), default=False)
    decider_title = models.CharField(_("beslutningstakerens tittel"), max_length=120, blank=True)
    decider_basis = models.CharField(_("grunnlaget for å beslutte"), max_length=200, blank=True)
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ("initiative", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "user"), name="one_current_membership", condition=models.Q(ended_at=None)
            ),
            models.UniqueConstraint(
                fields=("initiative",),
                name="one_decider",
                condition=models.Q(is_decider=True, ended_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(is_decider=False) | (~models.Q(decider_title="") & ~models.Q(decider_basis="")),
                name="decider_has_title_and_basis",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.initiative_id}"


class MemberInvitation(models.Model):
    """A colleague asked to join an initiative; becomes a membership when the link is used."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="member_invitations")
    email = models.EmailField(_("e-post"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    role = models.CharField(_("rolle"), max_length=15, choices=Role)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitasjon til medlem")
        verbose_name_plural = _("invitasjoner til medlemmer")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "email"),
                name="one_open_member_invitation",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.initiative_id}"


class StepRun(models.Model):
    """One round of one step. Only a decision opens a run (except the very first) and closes it.

    A run is parked when the decider goes back to an earlier step, or takes up a stopped initiative anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("ikke startet")
        ACTIVE = "active", _("pågår")
        DONE = "done", _("ferdig")
        PARKED = "parked", _("parkert")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="step_runs")
    step = models.CharField(_("steg"), max_length=20, choices=[(key.value, key.value) for key in StepKey])
    round = models.PositiveSmallIntegerField(_("runde"), default=1)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_days = models.PositiveIntegerField(default=0, help_text="days on hold that are over")
    decision_id = models.BigIntegerField(
        null=True, blank=True, unique=True, help_text="the gate decision that opened this run"
    )

    class Meta:
        verbose_name = _("stegrunde")
        verbose_name_plural = _("stegrunder")
        ordering = ("initiative", "pk")
        constraints = (
            models.UniqueConstraint(fields=("initiative", "step", "round"), name="step_round_is_unique"),
            models.UniqueConstraint(fields=("initiative",), name="one_active_step", condition=models.Q(state="active")),
            models.CheckConstraint(
                condition=models.Q(state="waiting")
                | models.Q(decision_id__isnull=False)
                | models.Q(step=StepKey.SONDERINGSMOETE.value, round=1),
                name="step_opens_by_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", started_at__isnull=True, ended_at__isnull=True)
                | models.Q(state="active", started_at__isnull=False, ended_at__isnull=True)
                | models.Q(state__in=("done", "parked"), started_at__isnull=False, ended_at__isnull=False),
                name="step_state_has_its_times",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.round} {self.initiative_id}"

    @property
    def is_over(self) -> bool:
        """Done or parked: it can be read and no longer changed."""
        return self.state in (self.State.DONE, self.State.PARKED)

    @property
    def definition(self) -> Step:
        return self.initiative.method.step(self.step)

    @property
    def days_on_hold(self) -> int:
        """Whole days on hold so far, the present hold included."""
        return self.paused_days + (self.initiative.days_held if self.state == self.State.ACTIVE else 0)

    @property
    def days_in_step(self) -> int | None:
        """Days from the start to the end or today, without days on hold; None for a step not started."""
        if self.started_at is None:
            return None
        over = self.ended_at or (None if self.initiative.is_open else self.initiative.state_since)
        end = local(over).date() if over else today()
        return days_worked(local(self.started_at).date(), end, self.days_on_hold)

    @property
    def usual_window(self) -> Window | None:
        """When this run usually ends; None for a step not started, or whose length is that of its meeting."""
        if self.started_at is None:
            return None
        return window(self.definition.usual_length, local(self.started_at).date(), self.days_on_hold)


class WorkItem(Revised):
    """What an activity and a deliverable have in common: status, owner, due date and a note."""

    class Status(models.TextChoices):
        TODO = "todo", _("ikke begynt")
        DOING = "doing", _("i arbeid")
        DONE = "done", _("ferdig")
        DROPPED = "dropped", _("går ut")

    step_run = models.ForeignKey(StepRun, on_delete=models.CASCADE, related_name="%(class)s_items")
    key = models.CharField(max_length=40)
    title = models.CharField(_("tittel"), max_length=160, blank=True, help_text="local items only")
    position = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.TODO)
    owner_member = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ansvarlig")
    )
    owner_organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ansvarlig virksomhet"),
    )
    due_on = models.DateField(_("frist"), null=True, blank=True)
    note = models.TextField(_("merknad"), max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering = ("step_run", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("step_run", "key"), name="%(class)s_key_is_unique"),
            models.CheckConstraint(
                condition=models.Q(owner_member=None) | models.Q(owner_organisation=None),
                name="%(class)s_has_one_owner",
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def is_overdue(self) -> bool:
        """The due date has passed and the work is neither done nor dropped."""
        return (
            self.due_on is not None and self.due_on < today() and self.status in (self.Status.TODO, self.Status.DOING)
        )

    @property
    def owner_name(self) -> str:
        """The member or organisation that answers for it; empty when nobody does."""
        return str(self.owner_member.user if self.owner_member else self.owner_organisation or "")


class Activity(WorkItem):
    """A main activity of the method, or one the initiative added for itself."""

    @property
    def shown_title(self) -> str:
        found = (item.title for item in self.step_run.definition.activities if item.key == self.key)
        return self.title or str(next(found, self.key))

    class Meta(WorkItem.Meta):
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")


class Deliverable(WorkItem):
    """A deliverable of the method."""

    @property
    def shown_title(self) -> str:
        found = (item.title for item in self.step_run.definition.deliverables if item.key == self.key)
        return self.title or str(next(found, self.key))

    class Meta(WorkItem.Meta):
        verbose_name = _("leveranse")
        verbose_name_plural = _("leveranser")


#: A reason is a sentence, not a tick: the shortest one that is kept.
REASON_AT_LEAST = MinLengthValidator(20)
