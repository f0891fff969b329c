"""Where a stream of a PDF ends is said by its length, and no byte before the end reads as the end of a line."""

from __future__ import annotations

import io
import re
import zlib
from itertools import count

import pydyf

from toolkit.build.pdf.streams import compress, use_our_streams


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


def test_no_stream_of_the_file_itself_ends_in_one() -> None:
    """The streams that hold the objects and their places are made as the file is written; they keep the rule too."""
    use_our_streams()
    ends = set()
    for number in range(400):
        pdf = pydyf.PDF()
        pdf.add_object(pydyf.String(f"object {number**5}"))
        pdf.write(written := io.BytesIO(), version=b"1.7", compress=True)
        ends |= {written.getvalue()[found.start() - 1 : found.start()] for found in re.finditer(rb"\nendstream", written.getvalue())}

    assert b"\n" in ends, "none of them needed the line feed"
    assert b"\r" not in ends
