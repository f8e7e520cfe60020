"""What the forprosjekt finds out: the area and what to reinforce in it, challenges, funding, goals, the plan.

Rows of one initiative, edited in place. Nothing here holds a person, only members who answer for work.
Documents print them through content.py.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Revised, User
from forprosjekt.sdgs import FIXED, NAMES
from initiatives.method import Activity, StepKey
from initiatives.models import Initiative, Membership
from paadriv.clock import now
from partners.models import Partner
from register.models import Organisation


class Area(Revised):
    """A place the initiative works in. Exactly one is the primary when there is any."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(_("navn"), max_length=120)
    description = models.TextField(_("beskrivelse"), max_length=2000, blank=True)
    boundary = models.JSONField(_("grense"), null=True, blank=True, help_text="a MultiPolygon; see boundary.py")
    is_primary = models.BooleanField(_("hovedområde"), default=False)

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områder")
        ordering = ("initiative", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative",), name="one_primary_area", condition=models.Q(is_primary=True)
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="area_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class Reinforcement(Revised):
    """Something that is there already, and what a Pådriv would add to it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="reinforcements", verbose_name=_("område"))
    subject = models.CharField(_("hva som finnes"), max_length=200)
    added_value = models.TextField(_("hva Pådriv kan forsterke"), max_length=1000)

    class Meta:
        verbose_name = _("forsterkning")
        verbose_name_plural = _("forsterkninger")
        ordering = ("area", "pk")

    def __str__(self) -> str:
        return self.subject


class Challenge(Revised):
    """Something nobody solves alone. Exactly one is the primary when there is any."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="challenges")
    title = models.CharField(_("utfordring"), max_length=200)
    description = models.TextField(_("beskrivelse"), max_length=2000, blank=True)
    is_primary = models.BooleanField(_("hovedutfordring"), default=False)

    class Meta:
        verbose_name = _("utfordring")
        verbose_name_plural = _("utfordringer")
        ordering = ("initiative", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative",), name="one_primary_challenge", condition=models.Q(is_primary=True)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Barrier(Revised):
    """What stands in the way, and what it takes to get past it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="barriers")
    title = models.CharField(_("barriere"), max_length=200)
    description = models.TextField(_("hva som skal til"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("barriere")
        verbose_name_plural = _("barrierer")
        ordering = ("initiative", "pk")

    def __str__(self) -> str:
        return self.title


class FundingSource(Revised):
    """Where money or work may come from. Amounts in whole kroner; both or none is known."""

    class Kind(models.TextChoices):
        OWN = "own", _("egne midler")
        CONTRIBUTION = "contribution", _("bidrag fra partner")
        GRANT = "grant", _("tilskudd")
        IN_KIND = "in_kind", _("egeninnsats")
        OTHER = "other", _("annet")

    class Status(models.TextChoices):
        POSSIBLE = "possible", _("mulig")
        APPLIED = "applied", _("søkt")
        GRANTED = "granted", _("innvilget")
        REFUSED = "refused", _("avslått")

    class Purpose(models.TextChoices):
        BUILDING_UP = "building_up", _("oppbygging")
        RUNNING = "running", _("drift")
        PROJECT = "project", _("prosjekt")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="funding_sources")
    provider = models.CharField(_("hvem som gir"), max_length=200)
    kind = models.CharField(_("type"), max_length=15, choices=Kind)
    purpose = models.CharField(_("formål"), max_length=15, choices=Purpose)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.POSSIBLE)
    amount_low = models.PositiveBigIntegerField(_("beløp fra"), null=True, blank=True)
    amount_high = models.PositiveBigIntegerField(_("beløp til"), null=True, blank=True)
    deadline = models.DateField(_("søknadsfrist"), null=True, blank=True)
    note = models.TextField(_("merknad"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("finansieringskilde")
        verbose_name_plural = _("finansieringskilder")
        ordering = ("initiative", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_low=None, amount_high=None)
                | models.Q(
                    amount_low__isnull=False, amount_high__isnull=False, amount_low__lte=models.F("amount_high")
                ),
                name="amount_is_a_range",
            ),
        )

    def __str__(self) -> str:
        return self.provider

    def clean(self) -> None:
        low, high = self.amount_low, self.amount_high
        if (low is None) != (high is None) or (low is not None and high is not None and low > high):
            raise ValidationError({"amount_high": _("Beløpet til kan ikke være lavere enn beløpet fra.")}, code="range")


class SdgChoice(Revised):
    """A sustainable development goal the initiative works for, and why. Rows of the fixed goals hold the why only."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="sdg_choices")
    goal = models.PositiveSmallIntegerField(
        _("bærekraftsmål"), choices=[(n, f"{n} {name}") for n, name in NAMES.items()]
    )
    reason = models.TextField(_("hvorfor"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("bærekraftsmål")
        verbose_name_plural = _("bærekraftsmål")
        ordering = ("initiative", "goal")
        constraints = (
            models.UniqueConstraint(fields=("initiative", "goal"), name="goal_once_per_initiative"),
            models.CheckConstraint(condition=models.Q(goal__gte=1, goal__lte=17), name="goal_is_one_of_seventeen"),
        )

    def __str__(self) -> str:
        return f"{self.goal} {NAMES[self.goal]}"

    @property
    def is_fixed(self) -> bool:
        return self.goal in FIXED


class LocalGoal(Revised):
    """A goal that is adopted already: its words, where it stands and when it was adopted."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="local_goals")
    text = models.TextField(_("mål"), max_length=1000)
    source = models.CharField(_("plan eller vedtak"), max_length=200)
    adopted_on = models.DateField(_("vedtatt"), null=True, blank=True)

    class Meta:
        verbose_name = _("vedtatt mål")
        verbose_name_plural = _("vedtatte mål")
        ordering = ("initiative", "pk")

    def __str__(self) -> str:
        return self.source


class Owned(Revised):
    """Work somebody answers for: a member, a partner, or an organisation that is no partner here."""

    owner_member = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ansvarlig")
    )
    owner_partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ansvarlig partner")
    )
    owner_organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ansvarlig virksomhet"),
    )

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(owner_partner=None, owner_organisation=None)
                | models.Q(owner_member=None, owner_organisation=None)
                | models.Q(owner_member=None, owner_partner=None),
                name="%(class)s_has_one_owner",
            ),
        )

    @property
    def owner_name(self) -> str:
        """The member, partner or organisation that answers for it; empty when nobody does."""
        if self.owner_member:
            return self.owner_member.user.name
        return str(self.owner_partner or self.owner_organisation or "")


class PlannedActivity(Owned):
    """One of the method's step-3 activities as planned; at gate 2 it becomes that activity's row."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="planned_activities")
    key = models.CharField(max_length=40)
    tasks = models.TextField(_("delaktiviteter"), max_length=600, blank=True)
    contributors = models.CharField(_("medvirkende"), max_length=200, blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("timer"), null=True, blank=True)
    cost = models.PositiveBigIntegerField(_("kostnad"), null=True, blank=True)
    result = models.TextField(_("resultat"), max_length=600, blank=True)
    dependencies = models.CharField(_("avhengigheter"), max_length=300, blank=True)

    class Meta(Owned.Meta):
        verbose_name = _("planlagt aktivitet")
        verbose_name_plural = _("planlagte aktiviteter")
        ordering = ("initiative", "pk")
        constraints = (  # type: ignore[assignment]
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=("initiative", "key"), name="planned_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="period_runs_forward",
            ),
        )

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Perioden kan ikke slutte før den begynner.")}, code="period")

    @property
    def definition(self) -> Activity:
        """The activity as the initiative's method says it."""
        activities = self.initiative.method.step(StepKey.ETABLERINGSFASE).activities
        return next(one for one in activities if one.key == self.key)


class FundingTask(Owned):
    """A line of the plan's chapter on funding: what is to be done about which source, by whom and when."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="funding_tasks")
    title = models.CharField(_("oppgave"), max_length=160)
    source = models.ForeignKey(
        FundingSource, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks", verbose_name=_("kilde")
    )
    due_on = models.DateField(_("frist"))

    class Meta(Owned.Meta):
        verbose_name = _("oppgave med finansiering")
        verbose_name_plural = _("oppgaver med finansiering")
        ordering = ("initiative", "due_on", "pk")

    def __str__(self) -> str:
        return self.title


class Chapter(models.TextChoices):
    """The pages of the forprosjekt."""

    AREA = "omraade", _("Område")
    CHALLENGES = "utfordringer", _("Utfordringer")
    FUNDING = "finansiering", _("Finansiering")
    GOALS = "maal", _("Mål")
    PLAN = "plan", _("Plan")


class SharedChapter(models.Model):
    """A chapter the partners' contacts may read; without a row it is the initiative's own."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="shared_chapters")
    chapter = models.CharField(_("kapittel"), max_length=15, choices=Chapter)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("delt kapittel")
        verbose_name_plural = _("delte kapitler")
        ordering = ("initiative", "pk")
        constraints = (models.UniqueConstraint(fields=("initiative", "chapter"), name="chapter_shared_once"),)

    def __str__(self) -> str:
        return self.chapter
