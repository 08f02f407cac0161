"""A screenshot made small: 256 colours at most, packed as tightly as PNG allows.

A page of text has few colours; a browser writes each pixel of it as three bytes. The browser itself is
asked for the pixels, so that no library of pictures is needed.
"""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

#: Gives width, height, palette and one index a pixel. A rarer colour becomes the nearest of the 256.
INDEXED = """async (png) => {
  const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const met = new Map();
  for (const pixel of pixels) met.set(pixel, (met.get(pixel) || 0) + 1);
  const often = [...met.keys()].sort((a, b) => met.get(b) - met.get(a) || a - b);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const palette = often.slice(0, 256).map(parts);
  const apart = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const index = new Map(often.map((colour, place) => {
    if (place < 256) return [colour, place];
    const own = parts(colour);
    const distances = palette.map((other) => apart(own, other));
    return [colour, distances.indexOf(Math.min(...distances))];
  }));
  let text = '';
  for (const pixel of pixels) text += String.fromCharCode(index.get(pixel));
  return {width: image.width, height: image.height, palette: palette.flat(), indexes: btoa(text)};
}"""


def paletted(screenshot: bytes, page: Page) -> bytes:
    """The same picture as a PNG with a palette. `page` is any window; its content is not touched."""
    blank = page.context.new_page()
    found = blank.evaluate(INDEXED, base64.b64encode(screenshot).decode())
    blank.close()
    width, height = found["width"], found["height"]
    indexes = base64.b64decode(found["indexes"])
    rows = b"".join(b"\0" + indexes[y * width : (y + 1) * width] for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", bytes(found["palette"]))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
