"""Who takes part in one initiative: partners (organisations here) and persons. The city's own rows.

Nothing here is shared between cities; visibility follows the initiative.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, Revised, User
from initiatives.models import Initiative, StepRun
from paadriv.clock import now
from partners.groups import CHOICES
from partners.stages import LEFT, SigningRule, Stage, signers_needed
from register.models import Organisation, Searchable, SearchableQuerySet


class PartnerQuerySet(SearchableQuerySet):
    def startup(self) -> PartnerQuerySet:
        """The start-up partners: those who stand behind the målbilde and sign."""
        return self.filter(stage=Stage.STARTUP_PARTNER)

    def with_named(self) -> PartnerQuerySet:
        """Each with how many contacts and signatories it has now."""
        current = models.Q(ended_at=None)
        return self.annotate(
            contacts_now=_number_of(Contact.objects.filter(current)),
            signatories_now=_number_of(Signatory.objects.filter(current)),
        )


class Partner(Searchable, Revised):
    """An organisation's place in one initiative: registered, or a name where it is not."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partners",
        verbose_name=_("registrert virksomhet"),
    )
    name = models.CharField(_("navn"), max_length=200)
    group = models.CharField(_("interessentgruppe"), max_length=20, choices=CHOICES, blank=True)
    stage = models.CharField(_("status"), max_length=20, choices=Stage, default=Stage.CANDIDATE)
    signing_rule = models.CharField(
        _("hvem som signerer"), max_length=10, choices=SigningRule, default=SigningRule.ALONE
    )
    created_at = models.DateTimeField(default=now)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partnere")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "organisation"),
                name="organisation_once_per_initiative",
                condition=models.Q(organisation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """A public body: by its registration, or by its group where it is not registered."""
        return self.organisation.is_public if self.organisation else self.group == "public"

    @property
    def signers_needed(self) -> int:
        """How many authorised persons must act for the partner."""
        return signers_needed(self.signing_rule)

    @property
    def has_left(self) -> bool:
        return self.stage in LEFT

    @property
    def needs_case_number(self) -> bool:
        """A municipality or county decides in a case with a number."""
        kinds = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.COUNTY)
        return self.organisation is not None and self.organisation.kind in kinds


class StageChange(AppendOnly):
    """A partner moved from one stage to another: when, by whom, why."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("endring av partnerstatus")
        verbose_name_plural = _("endringer av partnerstatus")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.partner_id} {self.to_stage}"


class Person(Searchable, Revised):
    """Somebody the initiative knows: invited, a contact, later a signatory. Erasable."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="persons")
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-post"), max_length=254, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="persons", verbose_name=_("virksomhet")
    )
    group = models.CharField(
        _("interessentgruppe"), max_length=20, choices=CHOICES, blank=True, help_text="private persons only"
    )
    opted_out_at = models.DateTimeField(_("ønsker ikke henvendelser siden"), null=True, blank=True)
    erased_at = models.DateTimeField(_("opplysningene slettet"), null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "email"), name="address_once_per_initiative", condition=~models.Q(email="")
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | models.Q(email="", phone="", search_text="", opted_out_at__isnull=False),
                name="erased_person_is_not_told_apart",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def group_key(self) -> str:
        """The group of the partner, or the person's own."""
        return self.partner.group if self.partner else self.group

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class Contact(models.Model):
    """A person who speaks for a partner. With a user, that person has said yes and logs in for it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    is_main = models.BooleanField(_("hovedkontakt"), default=False)
    named_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=now)
    invited_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kontaktperson")
        verbose_name_plural = _("kontaktpersoner")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("partner", "person"), name="contact_once_per_partner", condition=models.Q(ended_at=None)
            ),
            models.UniqueConstraint(
                fields=("partner",), name="one_main_contact", condition=models.Q(is_main=True, ended_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(user=None, accepted_at=None)
                | models.Q(user__isnull=False, accepted_at__isnull=False),
                name="contact_logs_in_after_a_yes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.partner_id}"


class Signatory(models.Model):
    """A person who can bind a partner, alone or with another, and where that power comes from."""

    class Basis(models.TextChoices):
        SIGNATURE = "signaturrett", _("signaturrett")
        PROCURATION = "prokura", _("prokura")
        AUTHORITY = "fullmakt", _("fullmakt")
        DECISION = "vedtak", _("vedtak")

    #: These stand in the register of companies; the others are papers one must be able to find.
    REGISTERED = (Basis.SIGNATURE, Basis.PROCURATION)

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="signatories")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures_for")
    title = models.CharField(_("tittel"), max_length=120)
    basis = models.CharField(_("grunnlag"), max_length=15, choices=Basis)
    reference = models.CharField(_("henvisning"), max_length=200, blank=True)
    named_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person som kan signere")
        verbose_name_plural = _("personer som kan signere")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("partner", "person"), name="signatory_once_per_partner", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=("signaturrett", "prokura")) | ~models.Q(reference=""),
                name="signatory_has_a_reference",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.partner_id}"

    @property
    def authority(self) -> str:
        """«signaturrett», «fullmakt, styrets sak 12/26»."""
        return ", ".join(filter(None, (str(self.get_basis_display()), self.reference)))


class PartnerDecisionQuerySet(models.QuerySet["PartnerDecision"]):
    def counting(self, run: StepRun) -> PartnerDecisionQuerySet:
        """Of each partner the latest decision in this step run: the one that counts."""
        latest = self.filter(step_run=run).order_by().values("partner").annotate(latest=models.Max("pk"))
        return self.filter(pk__in=latest.values("latest"))


class PartnerDecision(AppendOnly):
    """What a partner's own body decided, as registered by its contact or by a coordinator for it."""

    class Outcome(models.TextChoices):
        YES = "yes", _("ja")
        CONDITIONS = "conditions", _("ja med vilkår")
        NO = "no", _("nei")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="decisions")
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="partner_decisions")
    body = models.CharField(_("organ"), max_length=120)
    case_number = models.CharField(_("saksnummer"), max_length=40, blank=True)
    decided_on = models.DateField(_("vedtatt"))
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome)
    conditions = models.TextField(_("vilkår"), max_length=2000, blank=True)
    is_on_behalf = models.BooleanField(_("registrert på vegne av partneren"), default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    form_key = models.UUIDField(unique=True, help_text="a repeated post gives the first decision")

    objects = PartnerDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnerens beslutning")
        verbose_name_plural = _("partnernes beslutninger")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=(models.Q(outcome="conditions") & ~models.Q(conditions=""))
                | (~models.Q(outcome="conditions") & models.Q(conditions="")),
                name="decision_says_its_conditions",
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner_id} {self.outcome}"


def _number_of(rows: models.QuerySet[Any]) -> Coalesce:
    """How many of these rows each partner has, counted beside other counts without multiplying them."""
    here = rows.order_by().filter(partner=models.OuterRef("pk")).values("partner")
    return Coalesce(models.Subquery(here.annotate(number=models.Count("pk")).values("number")), 0)
