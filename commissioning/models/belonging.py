"""What a record points to must be of the same partnership."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import PartnershipMember


def of_one_partnership(record: Any, *names: str) -> None:
    """Refuse a record that points, by one of the fields `names`, into another partnership.

    Raises ValidationError naming the field. A pointer that is empty passes, and so does one to a
    record that belongs to no partnership (England, a region).
    """
    wrong: dict[str, str] = {}
    for name in names:
        found: models.Model | None = getattr(record, name, None)
        whose = getattr(found, "partnership_id", None)
        if whose is not None and whose != record.partnership_id:
            wrong[name] = "Choose one of this partnership's own."
    if wrong:
        raise ValidationError(wrong)


def of_its_members(record: Any, *names: str) -> None:
    """Refuse a record that names, in one of the fields `names`, an organisation from outside.

    An organisation that was a member once passes: old funds and services keep theirs.
    """
    parts = PartnershipMember.objects.filter(partnership_id=record.partnership_id)
    wrong = {
        name: "Choose a member organisation of this partnership."
        for name in names
        if (found := getattr(record, name, None)) is not None
        and not parts.filter(organisation=found).exists()
    }
    if wrong:
        raise ValidationError(wrong)
