"""The roles people hold, in a partnership or in a provider's organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from workflow.lifecycle import SYSTEM, Actor, May


class Role(TextChoices):
    """What a person comes to do (the last two in a provider's organisation)."""

    COMMISSIONER = "commissioner", "Commissioner"
    APPROVER = "approver", "Approver"
    EVALUATOR = "evaluator", "Evaluator"
    BOARD = "board", "Board member"
    ANALYST = "analyst", "Analyst"
    ADMINISTRATOR = "administrator", "Administrator"
    PREPARER = "preparer", "Provider preparer"
    CERTIFIER = "certifier", "Provider certifier"


PROVIDER_ROLES = frozenset({Role.PREPARER, Role.CERTIFIER})
PARTNERSHIP_ROLES = frozenset(Role) - PROVIDER_ROLES


class Either:
    """Whoever one of several permissions allows."""

    def __init__(self, *mays: May) -> None:
        self.mays = mays
        self.words = " or ".join(m.words for m in mays)

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return any(may(record, actor, at) for may in self.mays)


class InPartnership:
    """People who hold one of these roles in the record's partnership (`record.partnership_id`)."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)
        self.words = " or ".join(_with_article(r.label) for r in roles)

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        if actor is SYSTEM:
            return False
        held = actor.roles_in_partnership(record.partnership_id, at)
        return bool(held & self.roles)


class InProvider:
    """People who hold one of these roles in the record's provider (`record.provider_id`)."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)
        self.words = " or ".join(_with_article(r.label) for r in roles)

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        if actor is SYSTEM:
            return False
        return bool(actor.roles_in_organisation(record.provider_id, at) & self.roles)


class Operator:
    """The installation's operator, at the command line (SYSTEM)."""

    words = "the operator"

    def __call__(self, record: Any, actor: Actor, at: datetime) -> bool:
        return actor is SYSTEM


def _with_article(label: str) -> str:
    name = label[:1].lower() + label[1:] if not label.startswith("Board") else label
    return f"{'an' if name[:1] in 'aeio' else 'a'} {name}"


commissioner = InPartnership(Role.COMMISSIONER)
approver = InPartnership(Role.APPROVER)
evaluator = InPartnership(Role.EVALUATOR)
board_member = InPartnership(Role.BOARD)
analyst = InPartnership(Role.ANALYST)
commissioner_or_analyst = InPartnership(Role.COMMISSIONER, Role.ANALYST)
commissioner_or_board = InPartnership(Role.COMMISSIONER, Role.BOARD)
administrator = Either(InPartnership(Role.ADMINISTRATOR), Operator())
preparer = InProvider(Role.PREPARER, Role.CERTIFIER)
certifier = InProvider(Role.CERTIFIER)
commissioner_or_operator = Either(commissioner, Operator())
analyst_or_operator = Either(commissioner_or_analyst, Operator())
