"""Compresses the streams of a PDF so that no reader can mistake where one ends."""

from __future__ import annotations

import zlib
from typing import Any


def compress(pdf: Any) -> None:
    """Compress every stream that asks for it.

    A stream whose last byte is a carriage return would stand before the line feed of `endstream`: a reader that takes both for the
    end of a line finds it a byte short (ISO 19005-3, 6.1.7.1). A line feed after the compressed data, which ends by itself, parts them.
    """
    import pydyf

    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            data = zlib.compress(b"\n".join(map(pydyf._to_bytes, stream.stream)), 9)
            stream.stream, stream.compress = [data + b"\n" if data.endswith(b"\r") else data], False
            stream.extra["Filter"] = "/FlateDecode"
