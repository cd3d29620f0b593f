"""`resident`: what a person may see, change, stop and take along of what is recorded about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, Force, Json, Lang, Store, Yes
from assetgraph.cli.reporting import counted
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError, RefusedError

if TYPE_CHECKING:
    from assetgraph.model.erasure import Mention
    from assetgraph.workflows.erasing import Plan
    from assetgraph.workflows.rights import Ruled

Resident = Annotated[str, typer.Argument(metavar="BEWONER", help="rights.argument.resident")]
ForPurpose = Annotated[str, typer.Option("--purpose", metavar="DOEL", help="rights.option.purpose")]


def show(
    ctx: typer.Context,
    resident: Resident,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Everything that is recorded about a resident, with who said it when."""
    from assetgraph.workflows import dossier, telling  # noqa: PLC0415

    screen: Screen = ctx.obj
    found = dossier.show(store, resident, today=date.today())
    if as_json:
        screen.json(dossier.as_data(found, screen.words))
        return 0
    told = telling.told(found, screen.words)
    screen.line(screen.text("rights.show.head", name=told.name), "bold")
    screen.line(screen.text("rights.show.id", id=told.id))
    for head, lines in told.sections:
        screen.line()
        screen.line(head, "bold")
        for line in lines:
            text = (
                f"{line.head} ({line.text})" if ": " in line.head else f"{line.head}: {line.text}"
            )
            screen.line(text, indent=2)
            if line.source:
                screen.line(line.source, "dim", indent=6)
    return 0


def consent(
    ctx: typer.Context,
    resident: Resident,
    purpose: ForPurpose = "",
    give: Annotated[bool, typer.Option("--give", help="rights.option.give")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="rights.option.withdraw")] = False,
    only: Annotated[bool, typer.Option("--only", help="rights.option.only")] = False,
    basis: Annotated[
        str, typer.Option("--basis", metavar="GRONDSLAG", help="rights.option.basis")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATUM", help="rights.option.until")
    ] = "",
    explained: Annotated[
        str, typer.Option("--explained", metavar="TEKST", help="rights.option.explained")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAAM", help="rights.option.by")] = "",
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """What a resident allows: shown, given, narrowed or withdrawn."""
    from assetgraph.model.consent import CONSENTED  # noqa: PLC0415
    from assetgraph.workflows import given, rights  # noqa: PLC0415

    today = date.today()
    if give + withdraw + only > 1:
        raise AssetGraphError("give-or-withdraw")
    meant = _purpose(purpose) if purpose else None
    if (give or only) and meant is None:
        raise AssetGraphError("purpose-needed")
    if give and meant is not None:
        ruled = rights.give(
            store,
            resident,
            meant,
            today=today,
            basis=rights.as_basis(basis) if basis else rights.LawfulBasis.CONSENT,
            until=given.as_day(until) if until else None,
            explained=explained or None,
            by=by,
        )
    elif withdraw:
        purposes = [meant] if meant is not None else list(CONSENTED)
        ruled = rights.withdraw(store, resident, purposes, today=today)
    elif only and meant is not None:
        ruled = rights.narrow(store, resident, meant, today=today)
    else:
        ruled = rights.consents(store, resident, today=today)
    return _ruled(ctx.obj, ruled, as_json)


def consents(
    ctx: typer.Context,
    soon: Annotated[
        int, typer.Option("--soon", min=0, metavar="DAGEN", help="rights.option.soon")
    ] = 60,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """What runs out soon or has run out."""
    from assetgraph.workflows import dossier, rights  # noqa: PLC0415

    screen: Screen = ctx.obj
    today = date.today()
    found = rights.ending(store, today=today, soon=soon)
    if as_json:
        screen.json(
            [
                {
                    "resident": {"id": one.person.id, "name": one.person.name},
                    "days": one.days,
                    **dossier.consent_data(one.consent, today),
                }
                for one in found
            ]
        )
        return 0
    if not found:
        screen.say("rights.ending.none", n=soon)
    for one in found:
        key = "rights.ending.past" if one.days < 0 else "rights.ending.soon"
        day = screen.day(one.consent.until) if one.consent.until else ""
        screen.say(
            key, name=one.person.name, purpose=one.consent.purpose.label, day=day, n=abs(one.days)
        )
    return 0


def correct(
    ctx: typer.Context,
    resident: Resident,
    field: Annotated[str, typer.Argument(metavar="KOLOM", help="rights.argument.field")],
    value: Annotated[str, typer.Argument(metavar="WAARDE", help="rights.argument.value")],
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Records a resident's own word on a fact."""
    from assetgraph.workflows import corrections  # noqa: PLC0415

    screen: Screen = ctx.obj
    done = corrections.correct(store, resident, field, value, today=date.today())
    label = done.column.label.text(screen.language)
    if as_json:
        screen.json(
            {
                "ok": done.outcome is not None,
                "resident": {"id": done.person.id, "name": done.person.name},
                "field": done.column.key,
                "changeset": done.outcome.changeset if done.outcome else None,
                "issues": [
                    {
                        "code": issue.code,
                        "severity": issue.severity.value,
                        "value": issue.value,
                        "message": screen.text(issue.message),
                        "hint": screen.text(issue.hint),
                    }
                    for issue in done.issues
                ],
                "still": done.still,
            }
        )
    for issue in [] if as_json else done.issues:
        screen.remark(screen.text(issue.message), "bold red" if done.outcome is None else "yellow")
        screen.remark(screen.text(issue.hint), indent=2)
    if done.outcome is None:
        return 1
    if not as_json:
        shown = value.strip() or screen.text("rights.correct.nothing")
        screen.say("rights.correct.done", name=done.person.name, field=label, value=shown)
        if done.still:
            screen.say("rights.correct.still", field=label, names=done.still)
    return 0


def restrict(
    ctx: typer.Context,
    resident: Resident,
    lift: Annotated[bool, typer.Option("--lift", help="rights.option.lift")] = False,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Keeps what is recorded and uses it for nothing."""
    from assetgraph.workflows import rights  # noqa: PLC0415

    ruled = rights.restrict(store, resident, today=date.today(), lift=lift)
    return _ruled(ctx.obj, ruled, as_json)


def object_(
    ctx: typer.Context,
    resident: Resident,
    purpose: ForPurpose = "",
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Records an objection."""
    from assetgraph.model.consent import CONSENTED  # noqa: PLC0415
    from assetgraph.workflows import rights  # noqa: PLC0415

    purposes = [_purpose(purpose)] if purpose else list(CONSENTED)
    ruled = rights.object_to(store, resident, purposes, today=date.today())
    return _ruled(ctx.obj, ruled, as_json)


def export(
    ctx: typer.Context,
    resident: Resident,
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="rights.argument.folder")],
    force: Force = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """A folder that the person can take along: a letter and JSON."""
    from assetgraph.workflows import dossier  # noqa: PLC0415

    screen: Screen = ctx.obj
    found = dossier.export(store, resident, folder, today=date.today(), force=force)
    screen.note("rights.export.done", name=found.name, path=folder)
    return 0


def erase(
    ctx: typer.Context,
    resident: Resident,
    yes: Yes = False,
    texts: Annotated[
        str, typer.Option("--texts", metavar="replace|keep|all", help="rights.option.texts")
    ] = "replace",
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Takes a resident out of everything, for good."""
    from assetgraph.workflows import erasing  # noqa: PLC0415

    screen: Screen = ctx.obj
    if texts not in ("replace", "keep", "all"):
        raise AssetGraphError("unknown-texts", value=texts)

    def decide(plan: Plan) -> Mapping[Mention, str] | None:
        return _chosen(plan, texts) if yes else _asked(screen, plan)

    done = erasing.erase(store, resident, decide)
    if done is None:
        screen.note("rights.erase.stopped")
        return 1
    if as_json:
        screen.json(
            {
                "ok": True,
                "id": done.id,
                "removed": dict(done.counts),
                "texts": {
                    "changed": done.reworded,
                    "left": [
                        {"node": one.node, "field": one.field, "text": one.text}
                        for one in done.left
                    ],
                },
            }
        )
        return 0
    screen.say("rights.erase.done", id=done.id, what=counted(dict(done.counts), screen))
    if done.reworded:
        screen.say("rights.erase.reworded", n=done.reworded)
    if done.left:
        screen.say("rights.erase.left", n=len(done.left))
        screen.points([one.text for one in done.left], indent=2)
    screen.say("rights.erase.elsewhere")
    return 0


def _chosen(plan: Plan, texts: str) -> dict[Mention, str]:
    """What becomes of texts where nobody is asked: full names go, unless said otherwise."""
    wanted: Sequence[Mention] = () if texts == "keep" else plan.mentions
    if texts == "all":
        wanted = (*plan.mentions, *plan.maybe)
    return {one: plan.replaced(one) for one in wanted}


def _asked(screen: Screen, plan: Plan) -> dict[Mention, str] | None:
    """Shows what goes and asks about each text; raises RefusedError where nobody can be asked."""
    if not screen.can_ask():
        raise RefusedError("erase-needs-yes", name=plan.person.name)
    name = plan.person.name
    screen.say("rights.erase.plan", name=name, what=counted(dict(plan.counts), screen))
    words: dict[Mention, str] = {}
    for sure, mentions in ((True, plan.mentions), (False, plan.maybe)):
        if mentions:
            key = "rights.erase.texts" if sure else "rights.erase.maybe"
            screen.say(key, n=len(mentions))
        for one in mentions:
            screen.line(one.text, indent=2)
            instead = plan.replaced(one)
            screen.line(screen.text("rights.erase.instead", text=instead), indent=4)
            key = "rights.erase.ask-sure" if sure else "rights.erase.ask-maybe"
            answer = screen.ask(key).strip().casefold()
            if answer in ("j", "ja", "y", "yes") or (sure and not answer):
                words[one] = instead
    answer = screen.ask("rights.erase.ask", name=name).strip().casefold()
    return words if answer in ("j", "ja", "y", "yes") else None


def _purpose(text: str) -> Any:
    """One of the purposes that a resident decides about. Raises AssetGraphError."""
    from assetgraph.model.consent import CONSENTED  # noqa: PLC0415
    from assetgraph.workflows.given import as_purpose  # noqa: PLC0415

    found = as_purpose(text)
    if found not in CONSENTED:
        raise AssetGraphError("unknown-purpose", value=text, known=[p.value for p in CONSENTED])
    return found


def _ruled(screen: Screen, ruled: Ruled, as_json: bool) -> int:
    """What holds for a resident now."""
    from assetgraph.workflows.dossier import consent_data  # noqa: PLC0415
    from assetgraph.workflows.telling import consent_line  # noqa: PLC0415

    today = date.today()
    if as_json:
        screen.json(
            {
                "resident": {"id": ruled.person.id, "name": ruled.person.name},
                "changed": ruled.changed,
                "consents": [consent_data(one, today) for one in ruled.consents],
            }
        )
        return 0
    screen.line(screen.text("rights.consents.head", name=ruled.person.name), "bold")
    for one in ruled.consents:
        line = consent_line(one, today, screen.words)
        screen.line(line.head, indent=2)
        screen.line(line.text, "dim", indent=6)
        if line.source:
            screen.line(line.source, "dim", indent=6)
    if not ruled.consents:
        screen.line(screen.text("rights.consents.none"), indent=2)
    return 0
