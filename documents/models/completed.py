"""The completed copy: the frozen pages again, with everybody's answers after them. Made after the fact, retryable."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from documents.models.versions import DocumentVersion
from paadriv.clock import now


class CompletedCopyQuerySet(models.QuerySet["CompletedCopy"]):
    def waiting(self) -> CompletedCopyQuerySet:
        """Those nobody works on: never begun, or begun by a worker whose lease has run out."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=Now())
        return self.filter(free, state__in=CompletedCopy.UNDER_WAY)


class CompletedCopy(models.Model):
    """The PDF of one completed round. The legal outcome stands in the round; this row is technical and may fail."""

    class State(models.TextChoices):
        QUEUED = "queued", _("i kø")
        RENDERING = "rendering", _("lages nå")
        DONE = "done", _("ferdig")
        FAILED = "failed", _("feilet")

    UNDER_WAY = (State.QUEUED, State.RENDERING)

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="completed_copies")
    round_id = models.BigIntegerField(unique=True, help_text="the round whose answers it holds")
    completed_at = models.DateTimeField()
    answers = models.JSONField(help_text="who answered what, as it was when the round was completed")
    log = models.JSONField(help_text="the events of the round, attached as a file")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = CompletedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ferdig utgave")
        verbose_name_plural = _("ferdige utgaver")
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("id",), name="completing_waiting", condition=models.Q(state__in=("queued", "rendering"))
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False) & ~models.Q(file="")
                | ~models.Q(state="done") & models.Q(done_at__isnull=True, file=""),
                name="completed_copy_has_its_file",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.round_id} {self.state}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY
