"""The association's templates: one version of one text, in sections. A draft is edited; the rest stands still."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Revised, User

#: What one section may hold, in characters.
LONGEST_BODY = 20_000


class Level(models.TextChoices):
    MUST = "must", _("må")
    SHOULD = "should", _("bør")
    AUTOMATIC = "automatic", _("automatisk")


class TemplateVersion(Revised):
    """One version of one text: a draft, then published (one per text), then retired."""

    class State(models.TextChoices):
        DRAFT = "draft", _("utkast")
        PUBLISHED = "published", _("publisert")
        RETIRED = "retired", _("trukket tilbake")

    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("tittel"), max_length=200, help_text="with placeholders")
    statement = models.TextField(
        _("erklæring"), max_length=2000, blank=True, help_text="what an organisation says when it endorses"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="none for the first version"
    )

    class Meta:
        verbose_name = _("malversjon")
        verbose_name_plural = _("malversjoner")
        ordering = ("kind", "-number")
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="template_numbers_are_unique"),
            models.UniqueConstraint(fields=("kind",), name="one_template_draft", condition=models.Q(state="draft")),
            models.UniqueConstraint(
                fields=("kind",), name="one_published_template", condition=models.Q(state="published")
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at__isnull=True)
                | ~models.Q(state="draft") & models.Q(published_at__isnull=False),
                name="only_a_draft_is_unpublished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class TemplateSection(Revised):
    """One section of a template: what it asks, and the text a document begins with."""

    template = models.ForeignKey(TemplateVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(_("plass"))
    title = models.CharField(_("tittel"), max_length=160)
    level = models.CharField(_("krav"), max_length=10, choices=Level, default=Level.MUST)
    questions = models.TextField(_("veiledende spørsmål"), max_length=2000, blank=True)
    body = models.TextField(_("starttekst"), max_length=LONGEST_BODY, blank=True)

    class Meta:
        verbose_name = _("malseksjon")
        verbose_name_plural = _("malseksjoner")
        ordering = ("template", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("template", "key"), name="template_section_key_is_unique"),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="template_section_level_is_known"),
        )

    def __str__(self) -> str:
        return self.key
