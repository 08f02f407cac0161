"""Sealing: what is sealed can be opened only with a key that is kept outside the database.

Anyone who holds the public key seals; only `unseal` uses the private key. The pair is made on
first use and lies in two files: settings.BID_KEY_FILE (private, mode 0600) and the same name with
`.pub` (public). A web server that must never open anything may hold the public file alone.

What this does and does not do: a copy of the database and of the file store tells nothing of a
sealed file. Somebody with the private key, or with full control of the machine that holds it, can
open everything: who may run the opening step, and when, is for the lifecycle that calls it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from workflow.lifecycle import Refused
from workflow.placing import place

#: What a sealed file begins with: a mark, then eight bytes that name the key.
MARK = b"WSB1"
KEY_ID_LENGTH = 8
HEAD = len(MARK) + KEY_ID_LENGTH


class SealBroken(Refused):
    """What was sealed cannot be opened, or there is no key to seal with."""


def seal(clear: bytes) -> bytes:
    """Seal `clear` to the installation's key. The result names the key and hides the rest."""
    key = _public_key()
    return MARK + _id(key) + SealedBox(key).encrypt(clear)


def unseal(sealed: bytes) -> bytes:
    """Open what `seal` made: the one use of the private key. Raises SealBroken.

    Called by the opening step only, which checks who asks and whether the time has come.
    """
    if not is_sealed(sealed):
        raise SealBroken("This file was not sealed by Wholesight, so it cannot be opened.")
    private = _private_key()
    if key_id_of(sealed) != _id(private.public_key).hex():
        raise SealBroken(
            f"This file was sealed to another key ({key_id_of(sealed)}). "
            "Ask an administrator to restore that key from the back-up."
        )
    try:
        return SealedBox(private).decrypt(sealed[HEAD:])
    except CryptoError:
        raise SealBroken("This sealed file was altered after it was sealed.") from None


def is_sealed(content: bytes) -> bool:
    """Whether `content` bears the mark of a sealed file."""
    return content.startswith(MARK) and len(content) > HEAD


def key_id_of(sealed: bytes) -> str:
    """The name of the key a file was sealed to."""
    return sealed[len(MARK) : HEAD].hex()


def _id(key: PublicKey) -> bytes:
    return hashlib.sha256(bytes(key)).digest()[:KEY_ID_LENGTH]


def _private_file() -> Path:
    return Path(settings.BID_KEY_FILE)


def _public_file() -> Path:
    private = _private_file()
    return private.with_name(private.name + ".pub")


def _public_key() -> PublicKey:
    """The public key; the pair is made when there is none yet."""
    if not _public_file().exists():
        _make_pair()
    return PublicKey(_key_bytes(_public_file()))


def _make_pair() -> None:
    """Make the pair, or finish a making that was cut short.

    The private key is put in place first, whole, never over another: of two who make a pair
    together one wins, and both publish the public half of what is there. Nothing can be sealed
    to a key that was not kept.
    """
    place(_private_file(), bytes(PrivateKey.generate()).hex().encode("ascii"), mode=0o600)
    public = _private_key().public_key
    place(_public_file(), bytes(public).hex().encode("ascii"), mode=0o644)


def _private_key() -> PrivateKey:
    """The private key from its file, for `unseal` and for finishing a pair."""
    return PrivateKey(_key_bytes(_private_file()))


def _key_bytes(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise SealBroken(
            f"The key file {path.name} is missing. Ask an administrator to restore it from the "
            "back-up; nothing sealed can be opened without it."
        ) from None
    except ValueError:
        key = b""
    if len(key) != PrivateKey.SIZE:
        raise SealBroken(f"The key file {path.name} is damaged. Restore it from the back-up.")
    return key
