"""Compresses the streams of a PDF so that no reader can mistake where one ends."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def use_our_streams() -> None:
    """Put this module's function in the place of pydyf's, once in the life of a worker: two streams are made as the file is written."""
    import pydyf

    pydyf.Stream.data = property(_written)


def compress(pdf: Any) -> None:
    """Compress every stream that asks for it, once: pydyf asks for the bytes of each twice."""
    import pydyf

    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            stream.stream, stream.compress = [_packed(_joined(stream))], False
            stream.extra["Filter"] = "/FlateDecode"


def _written(stream: Any) -> bytes:
    """Return a stream as it stands in the file."""
    import pydyf

    data, extra = _joined(stream), pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        data = _packed(data)
        extra["Filter"] = "/FlateDecode"
    extra["Length"] = len(data)
    return b"\n".join((extra.data, b"stream", data, b"endstream"))


def _joined(stream: Any) -> bytes:
    import pydyf

    return b"\n".join(map(pydyf._to_bytes, stream.stream))


def _packed(data: bytes) -> bytes:
    """Return compressed data.

    A stream whose last byte is a carriage return would stand before the line feed of `endstream`: a reader that takes both for the
    end of a line finds it a byte short (ISO 19005-3, 6.1.7.1). A line feed after the compressed data, which ends by itself, parts them.
    """
    packed = zlib.compress(data, 9)
    return packed + b"\n" if packed.endswith(b"\r") else packed
