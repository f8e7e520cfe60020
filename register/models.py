"""Public facts shared by all cities: municipalities and organisations with a number. Holds no persons."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.no import orgnr

from accounts.models import User
from paadriv.text import search_key


def validate_organisation_number(value: str) -> None:
    """Nine digits with a right control digit (mod 11). Raises ValidationError in bokmål."""
    try:
        if orgnr.validate(value) == value:
            return
    except NumberError:
        pass
    raise ValidationError(_("Organisasjonsnummeret må ha ni sifre og være gyldig."), code="orgnr")


class Searchable(models.Model):
    """Rows found by words in any order, on both databases, through one folded column."""

    search_text = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        abstract = True


class SearchableQuerySet(models.QuerySet):
    def matching(self, query: str) -> SearchableQuerySet:
        """Rows where every word of the query begins a word of the row."""
        found = self
        for word in search_key(query).split()[:8]:
            found = found.filter(models.Q(search_text__startswith=word) | models.Q(search_text__contains=f" {word}"))
        return found


class Municipality(Searchable):
    """A municipality as it was on 1 January 2026. © Kartverket."""

    number = models.CharField(_("kommunenummer"), max_length=4, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    county = models.CharField(_("fylke"), max_length=60)
    latitude = models.DecimalField(max_digits=5, decimal_places=2)
    longitude = models.DecimalField(max_digits=5, decimal_places=2)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ("name", "number")

    def __str__(self) -> str:
        return self.name

    def called(self, typed: str = "") -> str:
        """«Karasjok kommune»: in the one of its names that was typed, or in all of them."""
        key = search_key(typed)
        names = [name for name in self.name.split(" - ") if key and search_key(name).startswith(key)]
        return f"{names[0] if names else self.name} kommune"


class Organisation(Searchable):
    """A registered organisation. Its number is its identity."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("kommune")
        COUNTY = "county", _("fylkeskommune")
        STATE = "state", _("statlig virksomhet")
        COMPANY = "company", _("bedrift")
        ASSOCIATION = "association", _("forening eller lag")
        FOUNDATION = "foundation", _("stiftelse")
        ACADEMIA = "academia", _("utdanning eller forskning")
        OTHER = "other", _("annet")

    number = models.CharField(
        _("organisasjonsnummer"), max_length=9, unique=True, validators=[validate_organisation_number]
    )
    name = models.CharField(_("navn"), max_length=200)
    kind = models.CharField(_("type virksomhet"), max_length=20, choices=Kind)
    address = models.CharField(_("postadresse"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommune")
    )

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("virksomhet")
        verbose_name_plural = _("virksomheter")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        return self.kind in (self.Kind.MUNICIPALITY, self.Kind.COUNTY, self.Kind.STATE)

    @property
    def number_in_groups(self) -> str:
        """«964 123 101»."""
        return "\u00a0".join((self.number[:3], self.number[3:6], self.number[6:]))


class Affiliation(models.Model):
    """The organisation a logged-in person works for."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")

    class Meta:
        verbose_name = _("tilknytning")
        verbose_name_plural = _("tilknytninger")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("user", "organisation"), name="affiliation_is_unique"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation_id}"
