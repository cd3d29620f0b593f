"""JSON as tables of text: GeoJSON, a Kumu map, a node-link graph, or a plain list of records.

Recognised by what it holds. A record's fields become columns; a list in a field becomes values
of one cell; a field that holds more fields becomes columns of its own (``address.street``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assetgraph.errors import SourceError
from assetgraph.importing.csv_files import decode
from assetgraph.importing.hsds_json import hsds_things
from assetgraph.importing.tables import MAX_COLUMNS, Table
from assetgraph.model.cells import join

MAX_JSON = 128 << 20
"""Bytes of the largest JSON file."""

FEATURES = "features"
"""The name of the table that GeoJSON gives."""

ABOUT = "over dit bestand"
"""The name of the table of what a file says beside its records."""

_OF_GEOJSON = ("type", "features", "geometry", "properties", "id", "bbox", "crs")

_DEEPEST = 4
"""Fields within fields that become columns; what lies deeper is written as JSON."""

Row = dict[str, str]


def read_json(data: bytes, file: str, name: str) -> list[Table]:
    """The tables in a JSON file; `name` is what a plain list of records is called.

    Raises SourceError ``json-too-large``, ``damaged-json`` and ``no-table-in-json``.
    """
    if len(data) > MAX_JSON:
        raise SourceError("json-too-large", file=file, mb=len(data) >> 20)
    try:
        content = json.loads(decode(data, file))
    except (ValueError, RecursionError) as error:
        raise SourceError("damaged-json", file=file) from error
    if isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature"):
        features = content.get("features", [content])
        found = {FEATURES: [_feature(one) for one in _records(features)]}
        if about := _flat({k: v for k, v in content.items() if k not in _OF_GEOJSON}):
            found[ABOUT] = [about]
    elif (things := hsds_things(content)) is not None:
        found = {key: [_flat(one) for one in rows] for key, rows in things.items()}
    elif isinstance(content, dict):
        found = {
            key: [_flat(one) for one in _records(value)]
            for key, value in content.items()
            if _records(value)
        }
        rest = {key: value for key, value in content.items() if key not in found}
        if found and (about := _flat(rest)):
            found[ABOUT] = [about]
    else:
        found = {name: [_flat(one) for one in _records(content)]}
    tables = [_table(file, key, rows) for key, rows in found.items() if rows]
    if not tables:
        raise SourceError("no-table-in-json", file=file)
    return tables


def _records(value: Any) -> list[dict[str, Any]]:
    """The records in a list; nothing where it is no list of records."""
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, dict)]


def _feature(feature: Mapping[str, Any]) -> Row:
    """A GeoJSON feature: its properties, and a point of its geometry as ``lat`` and ``lon``."""
    row: Row = {}
    if feature.get("id") is not None:
        row["id"] = _text(feature["id"])
    properties = feature.get("properties")
    if isinstance(properties, dict):
        row.update(_flat(properties))
    geometry = feature.get("geometry")
    points = _points(_coordinates(geometry)) if isinstance(geometry, dict) else []
    if points:
        # RFC 7946: longitude first. Of a line or an area the middle of its corners stands for it.
        row["lon"] = repr(sum(x for x, _ in points) / len(points))
        row["lat"] = repr(sum(y for _, y in points) / len(points))
        row["geometry"] = str(geometry.get("type", "")) if isinstance(geometry, dict) else ""
    return row


def _coordinates(geometry: Mapping[str, Any]) -> list[Any]:
    """The coordinates of a geometry, or of those in a collection of them."""
    parts = geometry.get("geometries")
    inner = [one for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
    return [geometry.get("coordinates"), *(one.get("coordinates") for one in inner)]


def _points(coordinates: Any) -> list[tuple[float, float]]:
    """All positions in the coordinates of a geometry, at whatever depth they lie."""
    found: list[tuple[float, float]] = []
    left = [coordinates]
    while left:
        one = left.pop()
        if not isinstance(one, list):
            continue
        if len(one) >= 2 and all(_is_number(x) for x in one[:2]):
            found.append((float(one[0]), float(one[1])))
        else:
            left.extend(one)
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _flat(record: Mapping[str, Any], before: str = "", depth: int = 1) -> Row:
    row: Row = {}
    for key, value in record.items():
        column = f"{before}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            row.update(_flat(value, f"{column}.", depth + 1))
        elif text := _text(value):
            row[column] = text
    return row


def _text(value: Any) -> str:
    """A value as somebody would type it into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return join(text for one in value if (text := _text(one)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()


def _table(file: str, name: str, rows: list[Row]) -> Table:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if len(columns) > MAX_COLUMNS:
        raise SourceError("too-many-columns", file=file, n=len(columns), most=MAX_COLUMNS)
    return Table(file, name, [columns, *([row.get(c, "") for c in columns] for row in rows)])
