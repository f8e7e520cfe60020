"""PDFs that people ask for, as rows with a state; files kept by digest."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Initiative
from paadriv.clock import now


class RenderingQuerySet(models.QuerySet["Rendering"]):
    def visible_to(self, user: Any) -> RenderingQuerySet:
        return self.filter(initiative__in=Initiative.objects.visible_to(user))

    def waiting(self) -> RenderingQuerySet:
        """Those nobody works on: never begun, or begun by a worker whose lease has run out."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=Now())
        return self.filter(free, state__in=(Rendering.State.QUEUED, Rendering.State.RENDERING))


class Rendering(models.Model):
    """One PDF of one subject's content: asked for, rendered by the worker, kept by digest.

    Mutable and retryable; append-only rows never point here.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("i kø")
        RENDERING = "rendering", _("lages nå")
        DONE = "done", _("ferdig")
        FAILED = "failed", _("feilet")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="renderings")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    error = models.CharField(max_length=300, blank=True)
    may_retry = models.BooleanField(default=True, help_text="false when the same content would fail again")
    replaced = models.CharField(max_length=100, blank=True, help_text="characters no font has, printed as «?»")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF")
        verbose_name_plural = _("PDF-er")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject_id", "content_digest"), name="one_rendering_per_content"),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False) & ~models.Q(file="")
                | ~models.Q(state="done") & models.Q(done_at__isnull=True, file=""),
                name="done_rendering_has_its_file",
            ),
        )
        indexes = (
            models.Index(
                fields=("id",), name="rendering_waiting", condition=models.Q(state__in=("queued", "rendering"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} {self.state}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RENDERING)
