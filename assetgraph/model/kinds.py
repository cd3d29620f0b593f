"""How a kind of node or relation is declared, once; everything else reads these declarations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from assetgraph.model.consent import Purpose
from assetgraph.model.labels import Block, Label, Sensitivity


@dataclass(frozen=True)
class Property:
    """One property of a kind, as declared by `prop`."""

    name: str
    label: Label
    annotation: Any
    of: type
    """What a value is: str, int, float, bool, date, or a class of choices."""
    many: bool
    """It holds a tuple of such values."""
    default: Any
    """What it is where nothing is stated."""
    required: bool
    sensitivity: Sensitivity
    identifies: bool
    """It names the node: two nodes of a kind with another value are two."""
    distinguishes: bool
    """Where two nodes both state it and differ, they are two although their names agree."""
    column: bool
    """It has a column of its own in the workbook."""


def prop(
    *,
    nl: str,
    en: str,
    aliases: tuple[str, ...] = (),
    description: str,
    required: bool = False,
    identifies: bool = False,
    distinguishes: bool = False,
    column: bool = True,
    sensitivity: Sensitivity = Sensitivity.PUBLIC,
    default: Any = None,
) -> Any:
    """Declares a property: its column header in two languages and how it is to be treated."""
    extra: dict[str, Any] = {
        "label": {"nl": nl, "en": en},
        "aliases": list(aliases),
        "sensitivity": sensitivity.value,
        "identifies": identifies,
        "distinguishes": distinguishes,
        "column": column,
    }
    return Field(
        default=... if required else default, description=description, json_schema_extra=extra
    )


def _property(name: str, field: FieldInfo) -> Property:
    extra: Any = field.json_schema_extra
    of, many = _shape(field.annotation)
    return Property(
        name=name,
        label=Label(extra["label"]["nl"], extra["label"]["en"], tuple(extra["aliases"])),
        annotation=field.annotation,
        of=of,
        many=many,
        default=None if field.is_required() else field.default,
        required=field.is_required(),
        sensitivity=Sensitivity(extra["sensitivity"]),
        identifies=extra["identifies"],
        distinguishes=extra["distinguishes"],
        column=extra["column"],
    )


def _shape(annotation: Any) -> tuple[type, bool]:
    """The class of a property's values and whether there are many: ``tuple[X, ...] | None``."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin is tuple:
        return _shape(arguments[0])[0], True
    if type(None) in arguments:
        return _shape(next(a for a in arguments if a is not type(None)))
    return annotation, False


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    label: ClassVar[Label]
    block: ClassVar[Block]
    properties: ClassVar[dict[str, Property]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.properties = {n: _property(n, f) for n, f in cls.model_fields.items()}


class ShownWith(Enum):
    """Whether a node may be seen depends on whether the residents it is linked to may be seen."""

    ALWAYS = "always"
    ANY = "any"
    """It belongs to people: shown while one of them may be."""
    EVERY = "every"
    """It tells about people: shown only while all of them may be."""


class Node(_Declared):
    """A thing on the map. A subclass declares one kind."""

    plural: ClassVar[str]
    """The name under which reports count nodes of this kind."""
    sheet: ClassVar[Label | None]
    """The workbook sheet that holds a row for each, where there is one."""
    shown_with: ClassVar[ShownWith]
    needed_for: ClassVar[Purpose | None]
    """The one purpose for which it may be seen; None for whatever purpose."""

    def __init_subclass__(
        cls,
        *,
        kind: str,
        plural: str,
        block: Block,
        label: Label,
        sheet: Label | None = None,
        shown_with: ShownWith = ShownWith.ALWAYS,
        needed_for: Purpose | None = None,
    ) -> None:
        cls.kind, cls.plural, cls.block, cls.label, cls.sheet = kind, plural, block, label, sheet
        cls.shown_with, cls.needed_for = shown_with, needed_for
        NODE_KINDS[kind] = cls

    @classmethod
    def naming(cls) -> str:
        """The property that a reader sees as the node's name."""
        return next(p.name for p in cls.properties.values() if p.identifies)


class Relation(_Declared):
    """A directed relation from a node of one kind to a node of one or more kinds."""

    sources: ClassVar[tuple[type[Node], ...]]
    targets: ClassVar[tuple[type[Node], ...]]
    sensitivity: ClassVar[Sensitivity]
    needed_for: ClassVar[Purpose | None]
    """The one purpose whose questions need it as a guard although it is restricted."""
    symmetric: ClassVar[bool]
    required: ClassVar[bool]
    """A row of the source's sheet must fill its column."""
    essential: ClassVar[bool]
    """Without its target the source means nothing: who erases the one erases the other."""
    column: ClassVar[Label | None]
    """Its column in the sheet of the source."""
    reverse_column: ClassVar[Label | None]
    """Its column in the sheet of the target."""

    def __init_subclass__(
        cls,
        *,
        kind: str,
        block: Block,
        label: Label,
        source: type[Node],
        target: type[Node] | tuple[type[Node], ...],
        column: Label | None = None,
        reverse_column: Label | None = None,
        sensitivity: Sensitivity = Sensitivity.PUBLIC,
        needed_for: Purpose | None = None,
        symmetric: bool = False,
        required: bool = False,
        essential: bool = False,
    ) -> None:
        cls.kind, cls.block, cls.label = kind, block, label
        cls.sources = (source,)
        cls.targets = target if isinstance(target, tuple) else (target,)
        cls.column, cls.reverse_column = column, reverse_column
        cls.sensitivity, cls.needed_for, cls.symmetric = sensitivity, needed_for, symmetric
        cls.required, cls.essential = required, essential
        RELATION_KINDS[kind] = cls


NODE_KINDS: dict[str, type[Node]] = {}
"""Every declared kind of node by its name, in the order of declaration."""

RELATION_KINDS: dict[str, type[Relation]] = {}
"""Every declared kind of relation by its name, in the order of declaration."""
