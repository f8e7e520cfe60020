"""Who takes part in one initiative: partners (organisations here) and persons. The city's own rows.

Nothing here is shared between cities; visibility follows the initiative.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, Revised, User
from initiatives.models import Initiative
from paadriv.clock import now
from partners.groups import CHOICES
from register.models import Organisation, Searchable, SearchableQuerySet


class Stage(models.TextChoices):
    CANDIDATE = "candidate", _("kandidat")
    INTERESTED = "interested", _("interessert")
    CONTACTED = "contacted", _("kontaktet")
    TALKING = "talking", _("i dialog")
    INTENT = "intent", _("intensjon")
    STARTUP_PARTNER = "startup_partner", _("oppstartspartner")
    DECLINED = "declined", _("takket nei")
    WITHDRAWN = "withdrawn", _("trukket seg")


class Partner(Searchable, Revised):
    """An organisation's place in one initiative: registered, or a name where it is not."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partners",
        verbose_name="registrert virksomhet",
    )
    name = models.CharField("navn", max_length=200)
    group = models.CharField("interessentgruppe", max_length=20, choices=CHOICES, blank=True)
    stage = models.CharField("status", max_length=20, choices=Stage, default=Stage.CANDIDATE)
    created_at = models.DateTimeField(default=now)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partnere"
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


class StageChange(AppendOnly):
    """A partner moved from one stage to another: when, by whom, why."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "endring av partnerstatus"
        verbose_name_plural = "endringer av partnerstatus"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.partner_id} {self.to_stage}"


class Person(Searchable, Revised):
    """Somebody the initiative knows: invited, a contact, later a signatory. Erasable."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="persons")
    name = models.CharField("navn", max_length=120)
    email = models.EmailField("e-post", max_length=254, blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="persons", verbose_name="virksomhet"
    )
    group = models.CharField(
        "interessentgruppe", max_length=20, choices=CHOICES, blank=True, help_text="private persons only"
    )
    opted_out_at = models.DateTimeField("ønsker ikke henvendelser siden", null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "email"), name="address_once_per_initiative", condition=~models.Q(email="")
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
