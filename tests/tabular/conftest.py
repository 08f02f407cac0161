"""What the tests of sheets share. The files themselves are built in workbooks.py."""

from collections.abc import Callable

import pytest

from tabular.child import parse
from tabular.findings import Finding
from tabular.limits import Limits
from tabular.refusals import Unreadable

Refusals = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def refusals() -> Refusals:
    """Reads a file that must be refused: gives sheet, cell and message of every finding."""

    def ask(content: bytes, limits: Limits | None = None) -> list[tuple[str, str, str]]:
        with pytest.raises(Unreadable) as caught:
            parse(content, limits or Limits())
        assert all(finding.stops for finding in caught.value.findings)
        return [told(finding) for finding in caught.value.findings]

    return ask


def told(finding: Finding) -> tuple[str, str, str]:
    return (finding.sheet, finding.cell, finding.message)
