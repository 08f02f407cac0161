"""Every test of a matrix that asks for `cell` gets every step in every state of its table."""

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    matrix = getattr(metafunc.module, "MATRIX", None)
    if matrix is not None and "cell" in metafunc.fixturenames:
        cells = list(matrix.cells)
        metafunc.parametrize("cell", cells, ids=[f"{step}-when-{state}" for step, state in cells])
