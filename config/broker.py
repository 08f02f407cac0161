"""The embedded broker: Celery's filesystem transport, with messages that appear whole or not at all.

The transport as it comes opens a message's file and then writes it, so that a reader in between
finds it empty and the worker ends with an error.
"""

from __future__ import annotations

import logging
import os
import uuid
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils import json

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Writes a message under another name first, and passes over one that cannot be read."""

    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        path = os.path.join(self.data_folder_out, name)
        with open(f"{path}.part", "wb") as file:
            file.write(json.dumps(payload).encode())  # type: ignore[no-untyped-call]
        os.replace(f"{path}.part", path)

    def _get(self, queue: Any, timeout: Any = None) -> Any:
        while True:
            try:
                return super()._get(queue)  # type: ignore[no-untyped-call]
            except ValueError:
                # Only a hint is lost: the sweep sends it again from the job's row.
                log.warning("A message of the queue %s could not be read and was left out.", queue)


class Transport(filesystem.Transport):
    """The filesystem transport over that channel."""

    Channel = Channel
