"""Where a stream of a PDF ends is said by its length, and no byte before the end reads as the end of a line."""

from __future__ import annotations

import zlib
from itertools import count

import pydyf

from toolkit.build.pdf.streams import compress


def test_no_stream_ends_in_a_carriage_return() -> None:
    """A checksum that ends in a carriage return is followed by a line feed; the data are the same, and other streams are as they were."""
    words = next(data for n in count() if zlib.compress(data := str(n).encode(), 9).endswith(b"\r"))
    pdf = pydyf.PDF()
    for data in (words, b"words"):
        pdf.add_object(pydyf.Stream([data], compress=True))

    compress(pdf)

    awkward, plain = (one.stream[0] for one in pdf.objects if isinstance(one, pydyf.Stream))
    assert awkward.endswith(b"\r\n")
    assert zlib.decompressobj().decompress(awkward) == words
    assert plain == zlib.compress(b"words", 9)
