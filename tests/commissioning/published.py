"""The published files of need, which lie beside the clone, and an independent reading of them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

NEEDS = Path(__file__).parents[3] / "shared" / "data" / "needs"
RATES = "dfe_cla_number_and_rate_per_10k_children.csv"
HEALTH = "dfe_la_conviction_health_outcome_cla.csv"
STABILITY = "dfe_la_cla_placement_stability.csv"
DEPRIVATION = "iod2025_local_authority_district.csv"
EVERY = (RATES, STABILITY, HEALTH, DEPRIVATION)
#: Publishers' symbols and the words the command prints for them.
WORDS = {
    "c": "Suppressed to protect confidentiality (c)",
    "z": "Not applicable (z)",
    "x": "Not available (x)",
    "k": "Rounds to zero but is not zero (k)",
    "": "Left blank by the publisher (blank)",
}


def path_of(name):
    """Where a published file is; the test is skipped in plain words when it is not there."""
    path = NEEDS / name
    if not path.is_file():
        pytest.skip(f"needs {name}, which is published, in ../shared/data/needs beside the clone")
    return path


def rows_of(name):
    """Its rows, read with the csv module alone."""
    with path_of(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def values_of(name, row):
    """The texts of a row that are figures of their own: a rate, a percentage or a count, six of IoD."""
    if name == RATES:
        return [row["rate_per_10000"]]
    if name == DEPRIVATION:
        return [v for k, v in row.items() if "rank" in k or "score" in k or "proportion" in k]
    measure = row["placement_stability" if name == STABILITY else "characteristic"]
    is_count = measure.startswith("Total") or measure == "SDQ average score"
    return [row["number" if is_count else "percentage"]]


def symbols_of(name):
    """How many figures of each symbol the file has, and how many with a number."""
    texts = (text for row in rows_of(name) for text in values_of(name, row))
    return Counter(text if text in WORDS else "number" for text in texts)
