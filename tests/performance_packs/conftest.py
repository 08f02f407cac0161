"""One partnership with two areas, and a browser for each of its people."""

from tests.factories.oversight import areas, trust, visit

__all__ = ["areas", "trust", "visit"]
