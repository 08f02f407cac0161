"""The sheets of this app that a council can bring in. Read at start-up."""

from contracts.intake import agreements, targets

__all__ = ["agreements", "targets"]
