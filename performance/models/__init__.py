"""The records of performance."""

from performance.models.figure import Figure
from performance.models.kpi_return import Certificate, KpiReturn, Upload
from performance.models.pack import Pack, PackNumber
from performance.models.question import CellQuestion
from performance.models.reading import ContractReading, Reading

__all__ = [
    "CellQuestion",
    "Certificate",
    "ContractReading",
    "Figure",
    "KpiReturn",
    "Pack",
    "PackNumber",
    "Reading",
    "Upload",
]
