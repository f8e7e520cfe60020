"""What the reference view shows: rows of eight columns, one of them from another table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=80)

    objects: ClassVar[models.Manager[Place]] = models.Manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    title = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    started_on = models.DateField()
    due_on = models.DateField()
    amount = models.IntegerField()
    people = models.IntegerField()

    objects: ClassVar[models.Manager[Row]] = models.Manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
