"""The law of procurement and the council's own policy, as dated reference data with citations.

Read from tenders/reference/*.toml. A rule of law is never an `if` in a view: the next amendment
is a new row there. Nothing here is legal advice, and each sentence says where it comes from.
"""

from tenders.law.changes import (
    Ground,
    change_notices,
    ground_of,
    grounds_for,
    modification_check,
    regime_for_change,
)
from tenders.law.gates import Before, Gate, gate, gates
from tenders.law.regime import RegimeFinding, decide_regime
from tenders.law.rules import (
    Basis,
    LawUnknown,
    Regime,
    Route,
    Rule,
    Unit,
    pounds,
    rule,
    rules_for,
    words_of,
)
from tenders.law.services import Service, health_service, light_touch_service

__all__ = [
    "Basis",
    "Before",
    "Gate",
    "Ground",
    "LawUnknown",
    "Regime",
    "RegimeFinding",
    "Route",
    "Rule",
    "Service",
    "Unit",
    "change_notices",
    "decide_regime",
    "gate",
    "gates",
    "ground_of",
    "grounds_for",
    "health_service",
    "light_touch_service",
    "modification_check",
    "pounds",
    "regime_for_change",
    "rule",
    "rules_for",
    "words_of",
]
