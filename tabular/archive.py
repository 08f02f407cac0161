"""The zip that a workbook really is, opened without trusting anything it says of itself."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from xml.parsers import expat

from tabular.limits import MEBIBYTE, Limits
from tabular.refusals import BOMB, DECLARATIONS, LOCKED, UNREADABLE, refused

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_CHUNK = 128 * 1024
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """The parts of a zipped workbook, read as streams and never unpacked to disk.

    Raises Unreadable where the zip is a bomb, is encrypted or has two parts of one name, which
    two programs could read differently.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._zip = zipfile.ZipFile(BytesIO(content))
        members = self._zip.infolist()
        if len(members) > limits.members:
            raise refused(BOMB, value=f"{len(members):,} parts")
        self._weigh_up(members)
        self._parts = {_plain(member.filename): member for member in members}
        if len(self._parts) != len(members):
            raise refused(UNREADABLE)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refused(LOCKED)
        if any(member.compress_type not in _METHODS for member in members):
            raise refused(UNREADABLE)

    def _weigh_up(self, members: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if unpacked > self._limits.unpacked_bytes:
            raise refused(BOMB, value=f"{unpacked // MEBIBYTE:,} MB")
        if unpacked > MEBIBYTE and unpacked > packed * self._limits.compression:
            raise refused(BOMB, value=f"{unpacked // MEBIBYTE:,} MB")

    @property
    def parts(self) -> list[str]:
        """The names of the parts, in lower case."""
        return list(self._parts)

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._parts

    def beginning(self, part: str, size: int = 4096) -> bytes:
        """The first bytes of a part, or nothing where there is no such part."""
        if part not in self:
            return b""
        with self._zip.open(self._parts[_plain(part)]) as stream:
            return stream.read(size)

    def scan(
        self, part: str, start: Start, end: End | None = None, text: Text | None = None
    ) -> None:
        """Send the elements of an XML part to the functions given, names without their prefix.

        A part that is not there is an empty one. Raises Unreadable on a DTD, and when more comes
        out of the zip than its index promised.
        """
        parser = parser_for(start, end, text)
        for chunk in self.chunks(part):
            parser.Parse(chunk, False)
        if part in self:
            parser.Parse(b"", True)

    def chunks(self, part: str, size: int = _CHUNK) -> Iterator[bytes]:
        """A part piece by piece, and nothing where it is not there.

        Raises Unreadable when more comes out of the zip than its index promised.
        """
        if part not in self:
            return
        with self._zip.open(self._parts[_plain(part)]) as stream:
            while chunk := stream.read(size):
                self._unpacked += len(chunk)
                if self._unpacked > 4 * self._limits.unpacked_bytes:
                    raise refused(BOMB)
                yield chunk

    def unpacked_size(self, part: str) -> int:
        """How many bytes a part has, as the zip's index says."""
        return self._parts[_plain(part)].file_size if part in self else 0


def parser_for(start: Start, end: End | None, text: Text | None) -> expat.XMLParserType:
    """An XML parser that refuses any DTD, so that no entity is ever declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return parser


def _refuse_declarations(*_: object) -> None:
    raise refused(DECLARATIONS)


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """A tag or attribute name without its namespace prefix."""
    return tag.rpartition(":")[2] if ":" in tag else tag
