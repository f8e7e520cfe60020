"""What people write together: documents in sections, every text a section has had, comments, and who read what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, Revised, User
from documents.models.templates import LONGEST_BODY, Level, TemplateVersion
from documents.models.versions import DocumentVersion
from initiatives.models import Initiative, StepRun
from paadriv.clock import now


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> DocumentQuerySet:
        """Of initiatives the user may see; which sections a partner reads is said in policy."""
        return self.filter(initiative__in=Initiative.objects.visible_to(user))


class Document(models.Model):
    """One text of one step run, begun from a version of the association's template."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="documents")
    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="documents")
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=now)
    #: The text of an earlier round that this one began from.
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ("initiative", "pk")
        constraints = (models.UniqueConstraint(fields=("step_run", "kind"), name="one_document_per_kind_and_run"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.step_run_id}"

    @property
    def latest_version(self) -> DocumentVersion | None:
        """The frozen version with the highest number; None before the first."""
        return self.versions.order_by("-number").first()


class Section(Revised):
    """One section of a document, as it stands now. Older and losing texts are in SectionText."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("tittel"), max_length=160)
    level = models.CharField(_("krav"), max_length=10, choices=Level, default=Level.MUST)
    questions = models.TextField(_("veiledende spørsmål"), max_length=2000, blank=True)
    body = models.TextField(_("tekst"), max_length=LONGEST_BODY, blank=True)
    is_shared = models.BooleanField(_("delt med partnerne"), default=False)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("seksjon")
        verbose_name_plural = _("seksjoner")
        ordering = ("document", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("document", "key"), name="section_key_is_unique"),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="section_level_is_known"),
            models.CheckConstraint(
                condition=models.Q(edited_by__isnull=True, edited_at__isnull=True)
                | models.Q(edited_by__isnull=False, edited_at__isnull=False),
                name="section_edit_has_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def is_automatic(self) -> bool:
        """Nobody writes it: the kind fills it when the document is printed."""
        return self.level == Level.AUTOMATIC


class SectionText(AppendOnly):
    """One text a section has had at one revision, or a losing text that came too late to become one."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="texts")
    revision = models.PositiveIntegerField(help_text="the revision it became; of a losing text, the one it began from")
    body = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    key = models.UUIDField(help_text="the form's: a repeated save is known again")
    is_lost = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("seksjonstekst")
        verbose_name_plural = _("seksjonstekster")
        ordering = ("section", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "revision"), name="one_text_per_revision", condition=models.Q(is_lost=False)
            ),
            models.UniqueConstraint(fields=("section", "key"), name="one_text_per_save"),
        )

    def __str__(self) -> str:
        return f"{self.section_id} {self.revision}"


class Comment(models.Model):
    """What somebody says of a section, with or without a text proposed instead of the one there is."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("kommentar"), max_length=4000, blank=True)
    proposal = models.TextField(_("forslag til tekst"), max_length=LONGEST_BODY, blank=True)
    base_revision = models.PositiveIntegerField(null=True, blank=True, help_text="what the proposal began from")
    taken_revision = models.PositiveIntegerField(null=True, blank=True, help_text="what it became when taken in")
    at = models.DateTimeField(default=now)
    form_key = models.UUIDField(unique=True, help_text="a repeated post gives the first comment")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        ordering = ("section", "pk")
        indexes = (models.Index(fields=("section",), name="open_comments", condition=models.Q(resolved_at=None)),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_is_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(base_revision__isnull=False) | models.Q(proposal="", taken_revision__isnull=True),
                name="proposal_has_its_base",
            ),
            models.CheckConstraint(
                condition=models.Q(base_revision__isnull=False) | ~models.Q(body=""), name="comment_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_revision__isnull=True) | models.Q(resolved_at__isnull=False),
                name="proposal_taken_in_is_resolved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section_id} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def is_proposal(self) -> bool:
        return self.base_revision is not None

    @property
    def who(self) -> str:
        return str(self.author)


class Reading(models.Model):
    """What one person had read of a document when last there: section key → revision."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    revisions = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("lesning")
        verbose_name_plural = _("lesninger")
        ordering = ("document", "pk")
        constraints = (models.UniqueConstraint(fields=("document", "user"), name="one_reading_per_person"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.user_id}"
