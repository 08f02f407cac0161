"""What the system tells a person."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """A sentence for one person about one record, shown on their home page for a month.

    `tenant` is the partnership it comes from: a person of two partnerships reads each one's news
    in its own place.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    sentence = models.CharField(max_length=300)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    at = models.DateTimeField()
    tenant = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.sentence}"
