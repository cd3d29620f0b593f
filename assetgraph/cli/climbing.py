"""The ladder of a wish on the screen: the question first, then rung by rung."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.asking import Ladder, Match

_HEADS = {
    "alone": "cli.ladder.alone",
    "network": "cli.ladder.network",
    "social": "cli.ladder.social",
    "institutions": "cli.ladder.institutions",
}
_NOTHING = {
    "alone": "cli.ladder.nothing-alone",
    "network": "cli.ladder.nothing-network",
    "social": "cli.ladder.nothing-social",
    "institutions": "cli.ladder.nothing-institutions",
}


def climbed(found: Sequence[Ladder], screen: Screen, as_json: bool) -> int:
    """Prints ladders; the exit code."""
    if as_json:
        from assetgraph.workflows.asking import to_json  # noqa: PLC0415

        screen.json([to_json(one, screen.words) for one in found])
    elif not found:
        screen.say("cli.ladder.no-wishes")
    else:
        for one in found:
            _show(one, screen)
    return 0


def _show(ladder: Ladder, screen: Screen) -> None:
    if ladder.resident is None:
        screen.line(screen.text("cli.ladder.ask", wish=ladder.wish), "bold")
    else:
        name = ladder.resident.name
        screen.line(screen.text("cli.ladder.ask-somebody", wish=ladder.wish, name=name), "bold")
    screen.line()
    for rung, head in _HEADS.items():
        helps = [one for one in ladder.rungs if one.rung.value == rung]
        neighbours = ladder.neighbours if rung == "social" else ()
        screen.line(screen.text(head), "bold")
        for match in neighbours:
            _neighbour(match, screen)
        screen.points([screen.text(one.text) for one in helps], indent=2)
        if rung == "social" and ladder.discreet and ladder.resident is not None:
            screen.line(screen.text("cli.ladder.discreet", name=ladder.resident.name), indent=2)
        elif rung == "network" and ladder.resident is None:
            screen.line(screen.text("cli.ladder.network-of-whom"), indent=2)
        elif rung == "social" and not ladder.asked:
            screen.line(screen.text("silence.nobody-agreed"), indent=2)
        elif not helps and not neighbours:
            screen.line(screen.text(_NOTHING[rung]), indent=2)
        screen.line()


def _neighbour(match: Match, screen: Screen) -> None:
    asked = [reason for reason in match.reasons if reason.kind.value in ("wish", "learn", "dream")]
    most = max(asked, key=lambda reason: reason.weight)
    screen.line(f"{match.partner.name}", "bold", indent=2)
    screen.points([screen.text(most.text)], indent=4)
    screen.line(screen.text("cli.matches.first-step", step=match.first_step), indent=4)
