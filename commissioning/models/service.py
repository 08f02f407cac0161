"""Services the partnership provides for."""

from __future__ import annotations

from django.db import models

from accounts.models import Partnership
from accounts.roles import commissioner_or_operator
from workflow.lifecycle import Record


class Service(Record):
    """A service to children, whoever delivers it and under whichever agreement."""

    may_begin = commissioner_or_operator

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="one_service_per_name",
                violation_error_message="A service of that name exists. Choose it from the list.",
            )
        ]

    def __str__(self) -> str:
        return self.name
