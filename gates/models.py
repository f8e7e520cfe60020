"""Decisions at the beslutningspunkter, and the association's advice. A decision is never edited."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, User
from documents.models import DocumentVersion
from initiatives.models import Initiative, StepRun
from paadriv.clock import now
from register.models import Organisation
from signing.models import Act


class Outcome(models.TextChoices):
    GO = "go", _("gå videre")
    REWORK = "rework", _("bearbeid")
    HOLD = "hold", _("sett på vent")
    STOP = "stop", _("stopp")
    BACK = "back", _("gå tilbake et steg")
    REOPEN = "reopen", _("gjenåpne")


#: What is decided at a beslutningspunkt; the rest is decided whenever it is needed.
AT_A_GATE = (Outcome.GO, Outcome.REWORK, Outcome.HOLD, Outcome.STOP)


class StopReason(models.TextChoices):
    INTEREST = "interest", _("for liten interesse")
    PARTNERS = "partners", _("for få partnere")
    FUNDING = "funding", _("ikke finansiering")
    PRIORITY = "priority", _("andre prioriteringer")
    OTHER_WAY = "other_way", _("arbeidet fortsetter på en annen måte")
    OTHER = "other", _("annet")


class GateDecision(AppendOnly):
    """What the decider decided on one step run, with every finding as it was then."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="decisions")
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decider_name = models.CharField(max_length=120)
    decider_title = models.CharField(max_length=120)
    decider_basis = models.CharField(max_length=200)
    decided_on = models.DateField(_("besluttet"))
    explanation = models.TextField(_("begrunnelse"), max_length=2000, blank=True)
    stop_reason = models.CharField(_("hovedgrunn til å avslutte"), max_length=10, choices=StopReason, blank=True)
    #: «bearbeid»: keys of the deliverables that go back
    rework = models.JSONField(default=list, blank=True)
    rework_by = models.DateField(_("bearbeides innen"), null=True, blank=True)
    #: criterion key → reason for a recommendation that is not met
    reasons = models.JSONField(default=dict, blank=True)
    #: criterion key → {body, case_number, date, reason} for a waived hard criterion
    waivers = models.JSONField(default=dict, blank=True)
    snapshot = models.JSONField()
    snapshot_digest = models.CharField(max_length=64)
    form_key = models.UUIDField(unique=True, help_text="a repeated post gives the first decision")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("step_run",), name="one_final_decision", condition=models.Q(outcome__in=("go", "stop", "back"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.step_run_id}"


class Advice(models.Model):
    """What the association advises before a gate; never a decision."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="advice")
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="advice")
    text = models.TextField(_("råd"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("råd")
        verbose_name_plural = _("råd")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"råd {self.pk}"


class Distribution(AppendOnly):
    """A frozen beslutningsunderlag given to the start-up partners: from then their bodies have it to decide on."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="distributions")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="distributions")
    #: keys of the partners whose contacts it was mailed to
    partners = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("utdeling")
        verbose_name_plural = _("utdelinger")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.version_id}"


class Reply(AppendOnly):
    """What the initiative answers to a reservation that an organisation took."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="replies")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(_("svar på merknaden"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("svar på merknad")
        verbose_name_plural = _("svar på merknader")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.act_id}"


class Transfer(models.Model):
    """One owner organisation handing the initiative over to another. It happens when both have confirmed.

    ``name`` and ``email`` are of the one who confirms for the new owner and then decides; they go when it is over.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="transfers")
    from_owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("ny eierorganisasjon")
    )
    name = models.CharField(_("navn"), max_length=120, blank=True)
    email = models.EmailField(_("e-post"), max_length=254, blank=True)
    reason = models.CharField(_("begrunnelse"), max_length=500)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    old_confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    old_confirmed_at = models.DateTimeField(null=True, blank=True)
    mediation = models.CharField(
        _("hvorfor foreningen bekrefter"), max_length=500, blank=True, help_text="where the old owner is no more"
    )
    new_confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    new_confirmed_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(_("tittel"), max_length=120, blank=True)
    basis = models.CharField(_("grunnlaget for å beslutte"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("overføring av eierskap")
        verbose_name_plural = _("overføringer av eierskap")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("initiative",),
                name="one_open_transfer",
                condition=models.Q(withdrawn_at=None, completed_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at=None)
                | models.Q(withdrawn_at=None, old_confirmed_at__isnull=False, new_confirmed_at__isnull=False),
                name="both_owners_confirm_a_transfer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.to_owner_id}"

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.completed_at is None
