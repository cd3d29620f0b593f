"""A changed fact in words: whose, which, and from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assetgraph.cli.screen import Screen
from assetgraph.messages import say

if TYPE_CHECKING:
    from assetgraph.model.changeset import Change


def field_name(change: Change, language: str) -> str:
    """The header under which a fact stands in the workbook."""
    from assetgraph.model import NODE_KINDS, RELATION_KINDS  # noqa: PLC0415
    from assetgraph.model.changeset import REVERSED  # noqa: PLC0415

    kind = NODE_KINDS[change.node.rsplit("-", 1)[0]]
    if change.field in kind.properties:
        return kind.properties[change.field].label.text(language)
    relation = RELATION_KINDS[change.field.removesuffix(REVERSED)]
    column = relation.reverse_column if change.field.endswith(REVERSED) else relation.column
    return (column or relation.label).text(language)


def described(change: Change, screen: Screen) -> str:
    """The change as a line of `history` shows it."""
    field = field_name(change, screen.language)
    if change.other is None:
        before, after = _value(change, change.before, screen), _value(change, change.after, screen)
        key = "cli.fact.changed"
        if change.before is None:
            key = "cli.fact.new"
        elif change.after is None:
            key = "cli.fact.gone"
        return screen.text(key, name=change.name, field=field, before=before, after=after)
    key = "cli.fact.link-changed"
    if change.before is None:
        key = "cli.fact.link-new"
    elif change.after is None:
        key = "cli.fact.link-gone"
    return screen.text(
        key,
        name=change.name,
        field=field,
        other=change.other,
        before=_closeness(change.before, screen),
        after=_closeness(change.after, screen),
    )


def _closeness(properties: dict[str, Any] | None, screen: Screen) -> str:
    from assetgraph.model.choices import Closeness  # noqa: PLC0415

    if not properties or "closeness" not in properties:
        return ""
    return Closeness(properties["closeness"]).label.text(screen.language)


def _value(change: Change, value: Any, screen: Screen) -> str:
    """A value as people write it: yes and no, words for choices, purposes of consent."""
    from assetgraph.model import NODE_KINDS  # noqa: PLC0415
    from assetgraph.model.consent import Purpose  # noqa: PLC0415
    from assetgraph.model.labels import Choice  # noqa: PLC0415

    if value is None:
        return ""
    declared = NODE_KINDS[change.node.rsplit("-", 1)[0]].properties[change.field]
    if change.field == "consent":
        purposes = [Purpose._value2member_map_[one["purpose"]] for one in value]
        words = [purpose.label.text(screen.language) for purpose in purposes]  # type: ignore[attr-defined]
        return screen.words.enumerate(words) or screen.text(say("cli.fact.no"))
    if declared.of is bool:
        return screen.text("cli.fact.yes" if value else "cli.fact.no")
    values = value if isinstance(value, list) else [value]
    if issubclass(declared.of, Choice):
        labels = {member.value: member.label for member in declared.of}
        values = [labels[one].text(screen.language) for one in values]
    return screen.words.enumerate([str(one) for one in values])
