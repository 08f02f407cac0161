"""The records of performance."""

from performance.models.extension import Extension
from performance.models.figure import Figure
from performance.models.kpi_return import KpiReturn
from performance.models.pack import Pack, PackNumber
from performance.models.question import CellQuestion
from performance.models.reading import ContractReading, Reading
from performance.models.reminder import Reminder
from performance.models.upload import Certificate, Upload

__all__ = [
    "CellQuestion",
    "Certificate",
    "ContractReading",
    "Extension",
    "Figure",
    "KpiReturn",
    "Pack",
    "PackNumber",
    "Reading",
    "Reminder",
    "Upload",
]
