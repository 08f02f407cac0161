"""How benchmarks time things and print them."""

import time
from collections.abc import Callable


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the best of `rounds`."""
    return min(once(work) for _ in range(rounds))


def once(work: Callable[[], object]) -> float:
    """Seconds of work that can be done one time only."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def title(words: str) -> None:
    """Print what the lines below are about."""
    print(f"\n{words}", flush=True)


def line(what: str, seconds: float, other: str, others: float) -> None:
    """Print one comparison; the ratio says how many times as long the first takes."""
    print(
        f"  {what:<42} {seconds * 1000:9.2f} ms   {other:<34} {others * 1000:9.2f} ms"
        f"   {seconds / others:6.2f} x",
        flush=True,
    )
