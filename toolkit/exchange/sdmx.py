"""Reads observations from SDMX-CSV and from data messages of SDMX-ML, generic or structure-specific.

The library `sdmx1` reads more of the standard, and brings pandas and requests with it; of a data message only keys, times and
values are needed here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree
from pydantic_core import PydanticCustomError

from toolkit.content.periods import Period
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.workspace import decoded

TIME, VALUE, STATUS = "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"
_ASIDE = frozenset({
    "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "OBS_FLAG", "CONF_STATUS", "DECIMALS", "UNIT_MULT",
    "TIME_FORMAT", "COLLECTION", "TITLE", TIME, VALUE, STATUS,
})  # fmt: skip
"""What is no dimension by which series are told apart."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of a series at a time."""

    key: Mapping[str, str]
    period: Period
    value: Decimal
    status: str = ""


def observations(data: bytes, path: str) -> Iterator[Observation]:
    """Yield the observations of a file; raise what is wrong with it."""
    if data.lstrip()[:1] == b"<":
        yield from _of_xml(data, path)
    else:
        yield from _of_csv(decoded(data, path), path)


def _of_csv(words: str, path: str) -> Iterator[Observation]:
    rows = csv.DictReader(io.StringIO(words, newline=""))
    if not {TIME, VALUE} <= set(rows.fieldnames or ()):
        message = f"is no SDMX-CSV: it has no columns {TIME} and {VALUE}"
        raise ContentError(Diagnostic("bad-import", message, Place(path, 1), "export it as SDMX-CSV"))
    for row in rows:
        said = {
            name: (value or "").partition(":")[0].strip() if name not in (TIME, VALUE) else value or ""
            for name, value in row.items()
            if name
        }
        yield from _observation(said, path, rows.line_num)


def _of_xml(data: bytes, path: str) -> Iterator[Observation]:
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ContentError(
            Diagnostic("bad-import", f"not valid XML: {error.msg}", Place(path, error.lineno or 1), "export it again")
        ) from None
    if not str(tree.tag).endswith(("GenericData", "StructureSpecificData", "GenericTimeSeriesData", "StructureSpecificTimeSeriesData")):
        message = "is no data message of SDMX-ML"
        raise ContentError(Diagnostic("bad-import", message, Place(path, 1), "export the data, generic or structure-specific"))
    for series in tree.iter("{*}Series"):
        key = _values(series, "SeriesKey") | _values(series, "Attributes") | dict(series.attrib)
        for one in series.iter("{*}Obs"):
            said = {**key, **_values(one, "Attributes"), **dict(one.attrib)}
            for name, tag in ((TIME, "ObsDimension"), (VALUE, "ObsValue")):
                found = one.find(f"{{*}}{tag}")
                if found is not None:
                    said[name] = found.get("value", "")
            yield from _observation({str(name): str(value) for name, value in said.items()}, path, one.sourceline or 1)


def _values(node: Any, name: str) -> dict[str, str]:
    held = node.find(f"{{*}}{name}")
    return {} if held is None else {one.get("id", ""): one.get("value", "") for one in held.iter("{*}Value")}


def _observation(said: Mapping[str, str], path: str, line: int) -> Iterator[Observation]:
    """Yield an observation; one without a value is none."""
    words = said.get(VALUE, "").strip()
    if words in ("", ":", "NaN"):
        return
    time = re.sub(r"^(\d{4})S([12])$", r"\1-H\2", said.get(TIME, "").replace("-S", "S").replace("-B", "S"))
    try:
        period, value = Period.read(time), Decimal(words)
    except (PydanticCustomError, InvalidOperation):
        message = f"`{said.get(TIME)}: {words}` is no observation"
        raise ContentError(Diagnostic("bad-import", message, Place(path, line), "take the row out, or export it again")) from None
    key = {name: value for name, value in said.items() if name.upper() not in _ASIDE and value and not name.startswith("{")}
    yield Observation(key, period, value + 0, said.get(STATUS, "").upper() or said.get("OBS_FLAG", "").upper())
