"""Messages of the embedded broker appear whole, and a broken one stops nobody."""

from queue import Empty

import pytest
from kombu import Connection

from config.broker import Transport


@pytest.fixture
def channel(tmp_path):
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    connection = Connection("filesystem://localhost", transport_options=options)
    assert connection.get_transport_cls() is Transport
    return connection.channel()


def test_what_is_put_is_got_once(channel):
    channel._put("hints", {"job": 1})
    assert channel._get("hints") == {"job": 1}
    with pytest.raises(Empty):
        channel._get("hints")


def test_an_unfinished_or_broken_message_is_passed_over(channel, tmp_path):
    (tmp_path / "0_a.hints.msg").write_bytes(b"")
    (tmp_path / "0_b.hints.msg.part").write_bytes(b"{")
    channel._put("hints", {"job": 2})
    assert channel._get("hints") == {"job": 2}
