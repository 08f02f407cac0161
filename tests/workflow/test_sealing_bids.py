"""Sealing to a key kept outside the database, and opening again."""

import os
import stat
import threading
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from workflow import sealing
from workflow.sealing import SealBroken, key_id_of, seal, unseal


@pytest.fixture
def key(settings, tmp_path) -> Path:
    settings.BID_KEY_FILE = tmp_path / "keys" / "bids.key"
    return settings.BID_KEY_FILE


def test_what_is_sealed_opens_again(key):
    assert unseal(seal(b"our price is 100")) == b"our price is 100"
    assert unseal(seal(b"")) == b""


def test_sealed_content_hides_the_clear_and_differs_each_time(key):
    first, second = seal(b"our price is 100" * 50), seal(b"our price is 100" * 50)
    assert b"price" not in first
    assert first != second


def test_the_private_key_is_the_owners_alone(key):
    seal(b"x")
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(key.parent).st_mode) == 0o700
    assert (key.parent / "bids.key.pub").exists()
    assert not list(key.parent.glob(".placing-*"))


def test_the_sealed_file_names_its_key(key):
    assert key_id_of(seal(b"x")) == key_id_of(seal(b"y"))
    assert len(key_id_of(seal(b"x"))) == 16


def test_sealing_needs_the_public_key_alone(key):
    seal(b"x")
    key.unlink()
    sealed = seal(b"y")
    with pytest.raises(SealBroken, match=r"bids\.key is missing"):
        unseal(sealed)
    assert not key.exists(), "no new private key is made beside a public one"


def test_a_making_cut_short_is_finished_with_the_key_that_was_kept(key):
    sealed = seal(b"x")
    (key.parent / "bids.key.pub").unlink()
    assert key_id_of(seal(b"y")) == key_id_of(sealed)
    assert unseal(sealed) == b"x"


def test_another_key_is_named_in_the_refusal(key):
    sealed = seal(b"x")
    key.write_text(bytes(PrivateKey.generate()).hex())
    with pytest.raises(SealBroken, match=key_id_of(sealed)):
        unseal(sealed)


@pytest.mark.parametrize("place", [20, -1])
def test_an_altered_file_does_not_open(key, place):
    sealed = bytearray(seal(b"our price is 100"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken, match="altered"):
        unseal(bytes(sealed))


def test_a_file_that_was_never_sealed_does_not_open(key):
    for content in (b"", b"plain", sealing.MARK):
        with pytest.raises(SealBroken, match="not sealed"):
            unseal(content)


@pytest.mark.parametrize("content", ["", "zz", "00ff"])
def test_a_damaged_key_file_says_so(key, content):
    sealed = seal(b"x")
    key.write_text(content)
    with pytest.raises(SealBroken, match="damaged"):
        unseal(sealed)


def test_eight_who_seal_first_together_use_one_key(key):
    gate, sealed = threading.Barrier(8), []

    def first_use():
        gate.wait()
        sealed.append(seal(b"x"))

    threads = [threading.Thread(target=first_use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key_id_of(one) for one in sealed}) == 1
    assert [unseal(one) for one in sealed] == [b"x"] * 8


def test_only_unseal_and_the_making_read_the_private_key():
    """A house rule kept by reading the code: the name appears where it may and nowhere else."""
    root = Path(sealing.__file__).parent.parent
    users = [
        path
        for room in ("workflow", "accounts", "commissioning", "tenders", "contracts", "performance")
        for path in (root / room).rglob("*.py")
        if "_private_key" in path.read_text() or "BID_KEY_FILE" in path.read_text()
    ]
    assert users == [Path(sealing.__file__)]
