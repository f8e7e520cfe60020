"""Every e-mail is a row before it is sent; every link is a digest of a token that is never stored.

Says nothing of what a mail contains: each app registers its MailKinds (mail/kinds.py).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from paadriv.clock import now


class Sending(models.Model):
    """One decision to mail one or many, with the content it was queued with."""

    kind = models.CharField(max_length=40)
    content = models.JSONField(default=dict)
    scope = models.CharField(max_length=40, blank=True, help_text="journal chain of the initiative")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("utsending")
        verbose_name_plural = _("utsendinger")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class MessageQuerySet(models.QuerySet["Message"]):
    def for_scope(self, chain: str) -> MessageQuerySet:
        """The mails of one initiative, by its journal chain."""
        return self.filter(sending__scope=chain)

    def failed(self) -> MessageQuerySet:
        return self.filter(state=Message.State.FAILED)


class Message(models.Model):
    """One e-mail to one address. «Sendt» means that a mail server took it, never that it arrived."""

    class State(models.TextChoices):
        QUEUED = "queued", _("i kø")
        SENDING = "sending", _("sendes")
        SENT = "sent", _("sendt")
        FAILED = "failed", _("feilet")
        STOPPED = "stopped", _("stanset")

    sending = models.ForeignKey(Sending, on_delete=models.PROTECT, related_name="messages")
    subject_id = models.BigIntegerField(help_text="row the kind builds the mail from")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-post")
        verbose_name_plural = _("e-poster")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("id",), name="mail_waiting", condition=models.Q(state__in=("queued", "sending"))),
            models.Index(fields=("sending", "state"), name="mail_by_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dedupe_key} {self.state}"


class LinkToken(models.Model):
    """A link's digest. The token is HMAC-SHA256(link key, purpose, row id, generation), recomputed when mailed."""

    purpose = models.CharField(max_length=30)
    row_id = models.BigIntegerField()
    generation = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lenke")
        verbose_name_plural = _("lenker")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("purpose", "row_id", "generation"), name="one_token_per_generation"),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.row_id}.{self.generation}"


class LinkTries(models.Model):
    """How many unknown links one client asked for in one window; the client as a keyed digest, never its address."""

    client = models.CharField(max_length=64)
    window = models.BigIntegerField(help_text="whole windows since 1970")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("forsøk med ukjent lenke")
        verbose_name_plural = _("forsøk med ukjente lenker")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("client", "window"), name="one_count_per_window"),)

    def __str__(self) -> str:
        return f"{self.window} {self.count}"
