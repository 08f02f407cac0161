"""The web server's settings: processes, one request each at a time."""

import os
import socket
from typing import Any

workers = int(os.environ.get("WHOLESIGHT_WEB_WORKERS") or max(2, min(8, (os.cpu_count() or 1) + 1)))
preload_app = True
timeout = 60
graceful_timeout = 5
max_requests = 5000
max_requests_jitter = 500
loglevel = os.environ.get("WHOLESIGHT_LOG", "warning").lower()
#: The control interface of newer gunicorns is not used, and leaves a socket behind.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Hand a connection to a process only once it has said something.

    Browsers open connections ahead of need; each would hold a process that waits for its request.
    """
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        for listener in server.LISTENERS:
            if listener.sock.family in {socket.AF_INET, socket.AF_INET6}:
                listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 30)
