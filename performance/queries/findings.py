"""Reading what was found in a sending: counted, filtered, grouped and by pages, in the file's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pages.numbers import whole_number
from performance.checks.rules import RULES
from performance.models import Upload
from performance.workbook.definition import Asked
from tabular.findings import Finding, Severity

#: Findings on one page.
PER_PAGE = 100
SEVERITIES = {
    Severity.BLOCKER: ("Put right", "bad"),
    Severity.QUERY: ("Give a reason", "waiting"),
    Severity.NOTE: ("For information", "neutral"),
}
WHOLE_FILE, NO_KPI = "The whole file", "No one KPI"
_RULES = {rule.identifier: rule.words for rule in RULES}


@dataclass(frozen=True)
class Found:
    """One finding as a page shows it; `place` is its row among those asked for, where it has one.

    `asks` where a reason settles it and can be given beside it: once for each row. `typed` is what
    was just written there.
    """

    finding: Finding
    place: int | None
    asks: bool = False
    typed: str = ""

    @property
    def words(self) -> str:
        """What it asks of the provider: its severity in words."""
        return SEVERITIES[self.finding.severity][0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return SEVERITIES[self.finding.severity][1]

    @property
    def rule(self) -> str:
        """The rule in words."""
        return rule_in_words(self.finding.rule)


@dataclass(frozen=True)
class Findings:
    """Everything found in a sending, in the file's order."""

    every: Sequence[Finding]
    asked: Asked

    @cached_property
    def counts(self) -> list[tuple[str, str, str, int]]:
        """How many there are of each severity: its key, words, tone and count."""
        counted = Counter(f.severity for f in self.every)
        return [(s.value, *SEVERITIES[s], counted[s]) for s in Severity if counted[s]]

    @cached_property
    def by_rule(self) -> list[tuple[str, str, int]]:
        """The rules that found anything, the most first: identifier, words and count."""
        counted = Counter(f.rule for f in self.every if f.rule)
        return [(rule, rule_in_words(rule), count) for rule, count in counted.most_common()]

    @cached_property
    def kpis(self) -> list[str]:
        """The KPIs of which anything was found."""
        return sorted({f.kpi for f in self.every if f.kpi})

    @property
    def to_put_right(self) -> int:
        """Findings but for what is only noted."""
        return sum(f.severity is not Severity.NOTE for f in self.every)

    def chosen(
        self,
        severity: str = "",
        kpi: str = "",
        rule: str = "",
        by: str = "",
        typed: Mapping[int, str] | None = None,
    ) -> list[Found]:
        """Those of a severity, a KPI and a rule ("" is any), in the order of groups and file."""
        found = [
            f
            for f in self.every
            if severity in ("", f.severity.value) and kpi in ("", f.kpi) and rule in ("", f.rule)
        ]
        if by in _GROUPED:
            found.sort(key=_GROUPED[by])
        return list(self._shown(found, typed or {}))

    def _shown(self, found: Iterable[Finding], typed: Mapping[int, str]) -> Iterator[Found]:
        places, asked = self.asked.slots.place_of, set()
        for finding in found:
            place = places.get(finding.about)
            if place is None or finding.severity is not Severity.QUERY or place in asked:
                yield Found(finding, place)
                continue
            asked.add(place)
            yield Found(finding, place, asks=True, typed=typed.get(place, ""))


def rule_in_words(rule: str) -> str:
    """A rule of the catalogue in words; a rule that is none of it by its identifier."""
    return _RULES.get(rule) or rule.replace(".", ": ").replace("-", " ").capitalize()


def findings_of(upload: Upload, asked: Asked) -> Findings:
    """What was found in a sending. No query."""
    return Findings(upload.found, asked)


def in_groups(found: Iterable[Found], by: str = "") -> list[tuple[str, list[Found]]]:
    """Findings of one page under the headings they are grouped by: sheet, KPI or rule."""
    title = _TITLES.get(by, _TITLES["sheet"])
    return [(name, list(group)) for name, group in groupby(found, title)]


def placed(reasons: Mapping[str, str], prefix: str = "reason-") -> dict[int, str]:
    """The reasons of a form that was sent, by the row each is for."""
    return {
        place: text
        for name, text in reasons.items()
        if name.startswith(prefix)
        and (place := whole_number(name.removeprefix(prefix))) is not None
    }


_GROUPED = {"kpi": lambda f: f.kpi, "rule": lambda f: f.rule}
_TITLES = {
    "sheet": lambda f: f"Sheet “{f.finding.sheet}”" if f.finding.sheet else WHOLE_FILE,
    "kpi": lambda f: f.finding.kpi or NO_KPI,
    "rule": lambda f: f.rule if f.finding.rule else WHOLE_FILE,
}
