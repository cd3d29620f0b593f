"""HSDS as its API and its exports write it in JSON: things within things, as the tables of HSDS.

A thing within another is a row of its own table, and the number of the outer one stands beside it
(a phone within an organisation has an ``organization_id``); of one thing alone the outer one has
the number (a service with its ``organization``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

SINGULAR = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "service_at_locations": "service_at_location",
    "addresses": "address",
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "programs": "program",
}
"""The names of HSDS's lists of things, and of one of them."""

_TABLES = {one: many for many, one in SINGULAR.items()} | {
    "service_at_location": "service_at_location"
}
_TELLING = {"service_at_locations", "organization", "service_at_location"}
_PAGE = "contents"
"""The list in a page that the API gives."""

Things = dict[str, list[dict[str, Any]]]


def hsds_things(content: Any) -> Things | None:
    """The rows of each HSDS table, or None where the content is no HSDS with things in things.

    Rows of one table that have the same ``id`` are one row with what all of them say.
    """
    roots = _roots(content)
    if roots is None:
        return None
    found: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for kind, thing in roots:
        _walk(kind, thing, found)
    return {_TABLES[kind]: list(rows.values()) for kind, rows in found.items()}


def _roots(content: Any) -> list[tuple[str, Mapping[str, Any]]] | None:
    """The outermost things, each with its kind."""
    if isinstance(content, Mapping) and isinstance(content.get(_PAGE), list):
        content = content[_PAGE]
    if isinstance(content, Mapping) and "id" not in content:
        lists = {k: v for k, v in content.items() if k in SINGULAR and isinstance(v, list)}
        things = [(SINGULAR[k], one) for k, v in lists.items() for one in v if _is_thing(one)]
        return things if any(_has_things(one) for _, one in things) else None
    many = [content] if isinstance(content, Mapping) else content
    if not isinstance(many, list) or not many or not all(map(_is_thing, many)):
        return None
    kinds = [_kind(one) for one in many]
    if None in kinds or not any(map(_has_things, many)):
        return None
    return [(kind, one) for kind, one in zip(kinds, many, strict=True) if kind is not None]


def _is_thing(one: Any) -> bool:
    return isinstance(one, Mapping) and "id" in one


def _has_things(one: Mapping[str, Any]) -> bool:
    return any(
        (isinstance(value, list) and key in SINGULAR and any(map(_is_thing, value)))
        or (isinstance(value, Mapping) and key in _TABLES)
        for key, value in one.items()
    )


def _kind(one: Mapping[str, Any]) -> str | None:
    """What an outermost thing is, by what only that has."""
    if _TELLING & one.keys() or "organization_id" in one:
        return "service"
    if "location_type" in one:
        return "location"
    if "name" in one and ("services" in one or "legal_status" in one or "website" in one):
        return "organization"
    return None


def _walk(kind: str, thing: Mapping[str, Any], found: dict[str, dict[Any, dict[str, Any]]]) -> None:
    """Puts a thing and all that is within it in their tables."""
    left: list[tuple[str, dict[str, Any]]] = [(kind, dict(thing))]
    while left:
        one, row = left.pop()
        for key in [*row]:
            value = row[key]
            inner = SINGULAR.get(key)
            if inner is not None and isinstance(value, list):
                del row[key]
                things = [dict(each) for each in value if isinstance(each, Mapping)]
                left += [(inner, {**each, f"{one}_id": row.get("id")}) for each in things]
                row.update(_rest(key, value))
            elif key in _TABLES and isinstance(value, Mapping):
                del row[key]
                left.append((key, dict(value)))
                row.setdefault(f"{key}_id", value.get("id"))
        number = row.get("id") or len(found[one])
        found[one].setdefault(number, {}).update(row)


def _rest(key: str, value: Iterable[Any]) -> dict[str, Any]:
    """What stands in a list of things and is none."""
    rest = [one for one in value if not isinstance(one, Mapping)]
    return {key: rest} if rest else {}
