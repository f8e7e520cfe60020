"""People with a log-in, the journal of what they did, and the two kinds of rows others build on.

Knows no initiative: who may do what with an initiative is in initiatives/policy.py.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from paadriv.clock import now


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, **fields: Any) -> User:
        """A person without a password; people log in by e-mail code or passkey."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can log in. The address is kept in lower case."""

    email = models.EmailField(_("e-post"), max_length=254, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_association_admin = models.BooleanField(_("administrator i Foreningen Pådriv"), default=False)
    may_create_initiatives = models.BooleanField(_("kan opprette initiativer"), default=False)
    created_at = models.DateTimeField(_("opprettet"), default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class AppendOnly(models.Model):
    """Rows that are added and never changed or removed, by anyone; triggers see to it.

    Subclassing this is the list of such tables: accounts/triggers.py reads it.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"{type(self).__name__} is append-only")


class Revised(models.Model):
    """Rows edited in a form: the revision is posted back and compared under the lock."""

    revision = models.PositiveIntegerField(_("revisjon"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        abstract = True


class FormKey(models.Model):
    """A form that has been acted on, by a digest of who sent what, and where it led to; see accounts/once.py."""

    LONGEST_LOCATION = 500

    digest = models.CharField(max_length=64, primary_key=True)
    location = models.CharField(max_length=LONGEST_LOCATION, default="/")
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("sendt skjema")
        verbose_name_plural = _("sendte skjemaer")
        ordering = ("at", "digest")

    def __str__(self) -> str:
        return self.digest[:8]


class JournalChain(models.Model):
    """The head of one chain, and the last row locked in every transaction that writes to it."""

    key = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("journalkjede")
        verbose_name_plural = _("journalkjeder")

    def __str__(self) -> str:
        return self.key


class JournalEntry(AppendOnly):
    """One act: who did what to which row, when. Holds ids, keys and digests, never names or text."""

    chain = models.ForeignKey(JournalChain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    entry_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journalinnslag")
        verbose_name_plural = _("journalinnslag")
        ordering = ("chain", "-number")
        constraints = (
            models.UniqueConstraint(fields=("chain", "number"), name="journal_numbers_are_unique"),
            models.UniqueConstraint(fields=("chain", "previous_hash"), name="journal_does_not_fork"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id} {self.number} {self.verb}"
