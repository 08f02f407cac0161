"""A pack's workbook: what do sixteen quarters of figures, the most a trend shows, add to four?

From the accepted figures to the bytes of the workbook: snapshot, layout, writing.
"""

from bench import history
from bench.timing import best, line, title
from performance.actions.packs import build_unkept


def main() -> None:
    """Print the workbook's time with 4 and with 16 quarters."""
    title("A pack's workbook (3 agreements, 2 KPIs, 6 areas)")
    times = {}
    for quarters in (4, 16):
        trust = history.partnership(f"of-{quarters}", agreements=3, quarters=quarters)
        last = str(history.FIRST.shifted(quarters - 1))
        times[quarters] = best(lambda: build_unkept(trust, last), 3)  # noqa: B023 - called here
    line("16 quarters of figures", times[16], "4 quarters", times[4])


if __name__ == "__main__":
    main()
