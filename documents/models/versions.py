"""Frozen versions: asked for, rendered by the worker, then inserted complete and never changed."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, User
from paadriv.clock import now


class FreezeRequestQuerySet(models.QuerySet["FreezeRequest"]):
    def open(self) -> FreezeRequestQuerySet:
        return self.filter(state__in=FreezeRequest.OPEN)

    def waiting(self) -> FreezeRequestQuerySet:
        """Those nobody works on: never begun, or begun by a worker whose lease has run out."""
        return self.open().filter(models.Q(claimed_until=None) | models.Q(claimed_until__lt=Now()))


class FreezeRequest(models.Model):
    """One wish to freeze a document as it is now. The content is stored; the worker renders from it alone."""

    class State(models.TextChoices):
        QUEUED = "queued", _("i kø")
        RENDERING = "rendering", _("lages nå")
        DONE = "done", _("ferdig")
        CHANGED = "changed", _("teksten ble endret imens")
        FAILED = "failed", _("feilet")

    OPEN = (State.QUEUED, State.RENDERING)

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="freeze_requests")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    dated_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    may_retry = models.BooleanField(default=True, help_text="false when the same content would fail again")
    changed = models.JSONField(default=list, blank=True, help_text="what differed when the version was to be inserted")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FreezeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("ønske om låsing")
        verbose_name_plural = _("ønsker om låsing")
        ordering = ("document", "-pk")
        indexes = (
            models.Index(
                fields=("id",), name="freezing_waiting", condition=models.Q(state__in=("queued", "rendering"))
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("document",),
                name="one_open_freeze_request",
                condition=models.Q(state__in=("queued", "rendering")),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "rendering"), ended_at__isnull=True)
                | models.Q(state__in=("done", "changed", "failed"), ended_at__isnull=False),
                name="ended_freeze_request_has_its_time",
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="freeze_request_number_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.number} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class DocumentVersion(AppendOnly):
    """One frozen version, with its content, its stored PDF and the digests of both."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    pdf_sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    dated_on = models.DateField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("låst versjon")
        verbose_name_plural = _("låste versjoner")
        ordering = ("document", "-number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="version_numbers_are_unique"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, pages__gte=1)
                & ~models.Q(content_sha256="")
                & ~models.Q(pdf_sha256="")
                & ~models.Q(file=""),
                name="version_is_born_complete",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
