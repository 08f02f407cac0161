"""The small parts of an Excel workbook: relations, shared texts, custom properties."""

from __future__ import annotations

import posixpath
import re

from tabular.archive import Archive, local, parser_for
from tabular.parsed import LONGEST_TEXT
from tabular.refusals import TOO_HEAVY, refused

_TEXTS_HEAD = re.compile(
    r"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?"
    r"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?\s*(<sst(?:\s[^<>]*[^<>/])?>)"
)
_PLAIN_TEXT = re.compile(
    '<si><t(?: xml:space="preserve")?>((?:[^<>&]++|&(?:amp|lt|gt|quot|apos);)*+)</t></si>'
)
_NOT_PLAIN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile("&([a-z]+);")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the workbook: kind and part, by the id of the relation."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
        found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    archive.scan(posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


class SharedTexts:
    """The texts that cells refer to by number, without their reading aids."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.texts: list[str] = []
        self._text: list[str] = []
        self._taking = False
        self._aside = 0
        archive.scan(part, self._start, self._end, self._data)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "si":
            self._text = []
        elif tag == "rPh":
            self._aside += 1
        elif tag == "t":
            self._taking = not self._aside

    def _end(self, tag: str) -> None:
        tag = local(tag)
        self._taking = False
        if tag == "rPh":
            self._aside -= 1
        elif tag == "si":
            self.texts.append(unescaped("".join(self._text)))

    def _data(self, text: str) -> None:
        if self._taking:
            self._text.append(text)


def shared_texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells refer to by number; a plain part is taken whole, another parsed.

    Raises Unreadable where one is longer than any cell may hold.
    """
    content = b"".join(archive.chunks(part))
    found = _plain_texts(content)
    texts = SharedTexts(archive, part).texts if found is None else found
    if max(map(len, texts), default=0) > LONGEST_TEXT:
        raise refused(TOO_HEAVY)
    return texts


def _plain_texts(content: bytes) -> list[str] | None:
    """The texts of a part in which each stands alone, or None where that cannot be shown."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    head = _TEXTS_HEAD.match(text)
    texts = _PLAIN_TEXT.findall(text)
    if head is None or not text.endswith("</si></sst>") or _NOT_PLAIN.search(text, head.end()):
        return None
    if len(texts) != text.count("<si>") or not text.startswith("<si>", head.end()):
        return None
    if text.count("</si><si>") != len(texts) - 1:
        return None
    parser_for(lambda *_: None, None, None).Parse(f"{head[1]}</sst>", True)
    if "&" in text:
        texts = [_ENTITY.sub(_entity, text) if "&" in text else text for text in texts]
    return [*map(unescaped, texts)] if "_x" in text else texts


def custom_properties(archive: Archive) -> dict[str, str]:
    """The properties a workbook's maker gave it (File, Info, Advanced Properties, Custom)."""
    found: dict[str, str] = {}
    name: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "property":
            name[:] = [attributes.get("name", "")]

    def text(data: str) -> None:
        if name:
            found[name[0]] = found.get(name[0], "") + data

    def end(tag: str) -> None:
        if local(tag) == "property":
            name.clear()

    archive.scan("docProps/custom.xml", start, end, text)
    return {key: value.strip() for key, value in found.items()}


def unescaped(text: str) -> str:
    """Text with Excel's _x000D_ turned back into the character, where it is one text may hold."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES[match[1]]


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    printable = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code < 0xFFFE
    return chr(code) if printable or code in (9, 10, 13) else match[0]
