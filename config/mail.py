"""Where e-mail goes, from one address in the environment."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_CONSOLE = "django.core.mail.backends.console.EmailBackend"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
#: Ports where none is named: plain, with STARTTLS, and encrypted from the first byte.
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """How messages are sent: printed on the console, or handed to a server."""

    backend: str = _CONSOLE
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    uses_ssl: bool = False


def mail_from(url: str) -> Mail:
    """Read `console:`, `smtp://host`, `smtp+tls://user:password@host:587` or `smtps://host`.

    Raises SystemExit with a sentence for anything else: a program that sends nothing must not start.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme == "console":
        return Mail()
    if parts.scheme not in _PORTS or not parts.hostname:
        raise SystemExit(
            "WHOLESIGHT_EMAIL_URL cannot be read. Set it to console: or to an address such as "
            "smtp+tls://user:password@mail.example.gov.uk:587."
        )
    return Mail(
        backend=_SMTP,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        uses_ssl=parts.scheme == "smtps",
    )
