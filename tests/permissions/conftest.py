"""One world for the whole package: built once, in a transaction that is rolled back at the end.

`db` is another here than elsewhere: a savepoint in the world's transaction, one for each test.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.permissions import world as worlds
from tests.permissions.marks import mark_everything, mark_rival
from tests.permissions.visitors import Visitors


@pytest.fixture(scope="package")
def marked_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """The world, with everything of Elsewhere marked; see marks.py."""
    logging.disable(logging.ERROR)  # thousands of refusals, each asked for
    with django_db_blocker.unblock(), transaction.atomic():
        built = worlds.build()
        mark_everything(built)
        worlds.fill_home(built)
        mark_rival(built)
        yield built
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture
def db(marked_world: worlds.World) -> Iterator[None]:
    """Undo what the test did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, marked_world: worlds.World) -> worlds.World:
    """The same world for every test, whatever the test before did to it."""
    return marked_world


@pytest.fixture(scope="package")
def signed_in(marked_world: worlds.World) -> Visitors:
    """Everybody in it, signed in."""
    return Visitors(marked_world)
