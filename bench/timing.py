"""How benchmarks time things and print them."""

import time
from collections.abc import Callable


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the best of `rounds`, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def line(what: str, ours: float, other: str, theirs: float) -> None:
    """Print one comparison; a ratio above 1 means ours is the faster."""
    print(
        f"{what:<44} {ours * 1000:9.1f} ms   {other:<32} {theirs * 1000:9.1f} ms"
        f"   {theirs / ours:5.1f} x"
    )
