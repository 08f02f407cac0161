"""The demonstration's clock, one row, shared by web server and worker."""

from datetime import timedelta

from django.db import models


class DemonstrationClock(models.Model):
    """How far the demonstration's clock is from the machine's. Production never reads it."""

    seconds = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"{self.seconds:+.0f} s"

    @classmethod
    def offset(cls) -> timedelta:
        """The distance from the machine's clock; none when the clock was never set."""
        seconds = cls.objects.filter(pk=1).values_list("seconds", flat=True).first()
        return timedelta(seconds=seconds or 0.0)
