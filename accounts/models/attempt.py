"""Attempts to sign in that have not succeeded, kept for a quarter of an hour."""

from django.db import models


class SignInAttempt(models.Model):
    """One attempt: keyed digests of the account and of the network address, never the words typed.

    A row is written before the password is looked at, and taken away when it was right.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_by_account"),
            models.Index(fields=["address", "at"], name="attempt_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
