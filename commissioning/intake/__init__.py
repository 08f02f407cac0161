"""The sheets of this app that a council can bring in. Read at start-up."""

from commissioning.intake import areas, kpis, outcomes, services

__all__ = ["areas", "kpis", "outcomes", "services"]
