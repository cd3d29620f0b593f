"""What is asked of a Neo4j server: constants that no user's text is in, answered by an index."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.model.nodes import Group, Place, Resident, Talent
from assetgraph.model.relations import Knows
from assetgraph.stores import (
    cypher,
    cypher_checking,
    cypher_keeping,
    cypher_reading,
    cypher_traits,
    cypher_writing,
)
from assetgraph.stores.neo4j import Neo4jStore
from tests.house.sources import sources
from tests.neo4j_server import Database
from tests.stores.speech import TODAY, id_of, node, nodes, resident, says

MODULES: tuple[ModuleType, ...] = (
    cypher,
    cypher_checking,
    cypher_keeping,
    cypher_reading,
    cypher_traits,
    cypher_writing,
)
NAMES = {module.__name__.rpartition(".")[2] for module in MODULES}

# What a function that makes a query may be given: declarations, and names made from them.
ALLOWED = {
    type[Node],
    type[Relation],
    type[Node] | type[Relation],
    cypher.Named,
    bool,
    tuple[cypher.Named, ...],
}


# --- no text of a user ----------------------------------------------------------------------------
def test_queries_are_made_from_declarations_alone() -> None:
    """No function that makes a query can be given a text: only a kind, or a name made from one."""
    seen = 0
    for module in MODULES:
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else value
            own = getattr(function, "__module__", "") == module.__name__
            if not inspect.isfunction(function) or not own or name in ("_named", "name"):
                continue
            given = get_type_hints(function, vars(module))
            given.pop("return", None)
            assert set(given.values()) <= ALLOWED, f"{module.__name__}.{name}"
            seen += 1
    assert seen > 20


def test_names_are_words() -> None:
    """The one door by which text becomes a name in a query lets only words through."""
    for wrong in ("", "Resident)", "a b", "x`", "1st", "naïve", "a;b", "$a", "a\n"):
        with pytest.raises(ValueError, match=r".*"):
            cypher._named(wrong)


def _texts_in_queries() -> Iterator[tuple[str, ast.expr]]:
    """Every call of `run` in the stores, with the expression of its query."""
    for source in sources():
        if "stores/" not in source.path or "neo4j" not in source.path:
            continue
        for call in ast.walk(source.tree):
            if isinstance(call, ast.Call) and call.args:
                called = getattr(call.func, "attr", getattr(call.func, "id", ""))
                if called in ("run", "_run", "_inside", "_alone", "_ids", "_in_parts", "stage"):
                    yield source.where(call), call.args[0]


def _is_constant(query: ast.expr, allowed: set[str]) -> bool:
    """Whether a query is a constant of a Cypher module, or what a function of one gives."""
    if isinstance(query, ast.IfExp):
        return _is_constant(query.body, allowed) and _is_constant(query.orelse, allowed)
    if isinstance(query, ast.Call):
        return _is_constant(query.func, allowed)
    if isinstance(query, ast.Subscript):
        return _is_constant(query.value, allowed)
    if isinstance(query, ast.Attribute):
        return isinstance(query.value, ast.Name) and query.value.id in allowed
    return isinstance(query, ast.Name) and query.id in ("query", "text", "name")


def test_what_is_run_comes_from_the_cypher_modules() -> None:
    """Outside those modules a query is never put together: no f-string, no ``+``, no ``%``."""
    aliases = {*NAMES, "reading", "writing", "checking", "queries", "keeping", "cypher_keeping"}
    found = list(_texts_in_queries())
    assert len(found) > 40
    assert [where for where, query in found if not _is_constant(query, aliases)] == []


def test_a_query_that_is_put_together_is_seen() -> None:
    """The reader of the two tests above sees what it is there to see."""
    for wrong in ('f"MATCH {name}"', '"MATCH " + name', '"MATCH %s" % name', '"{}".format(x)'):
        assert not _is_constant(ast.parse(wrong, mode="eval").body, {"reading"})
    for right in ("reading.HISTORY", "reading.called(kind)", "a.b if x else query"):
        assert _is_constant(ast.parse(right, mode="eval").body, {"reading", "a"})


def test_no_other_property_is_called_as_ours() -> None:
    """What we keep beside the facts of a node or a relation has a name of its own."""
    for kind in NODE_KINDS.values():
        assert not set(cypher.OWN) & set(kind.properties)
    for relation in RELATION_KINDS.values():
        assert not {"first", "last"} & set(relation.properties)


INJECTIONS = [
    template.replace("Q", quote)
    for quote in ("'", '"', "`", "\\'", "’")
    for template in (
        "Q}) DETACH DELETE n //",
        "Q OR 1=1 //",
        "Q}) MATCH (n) RETURN n;",
        "x Q + $ids + Q",
        "Q]-(b) SET b.name = Qgehackt",
        "Q; CALL db.labels() YIELD label //",
        "/* Q */ RETURN 1",
        "$resident Q {{}} %s {0}",
        "Q\u0027\\u0027 OR true",
        "Q UNION MATCH (n) DELETE n",
    )
]


@pytest.mark.neo4j
def test_what_looks_like_a_query_is_only_text(neo4j: Database) -> None:
    """Fifty of them through every field that holds text: all come back as they were."""
    assert len(INJECTIONS) == 50
    neo4j.empty()
    store = Neo4jStore(neo4j.location, create=True)
    said = []
    expected: dict[str, dict[str, Any]] = {}
    for i, text in enumerate(INJECTIONS):
        for kind in NODE_KINDS.values():
            if kind.properties[kind.naming()].of is not str:
                continue
            stated: dict[str, Any] = {
                name: [text, f"{text}{i}"] if prop.many else text
                for name, prop in kind.properties.items()
                if prop.of is str and name != kind.naming() and prop.annotation is not None
            }
            stated.pop("postcode", None)
            if kind.kind == "exchange":
                stated["sort"] = "offer"
            called = f"{text} {kind.kind} {i}"
            said.append(node(kind, called, **stated))
            expected[id_of(kind, called)] = {kind.naming(): called, **stated}
        links = {
            "can": [f"{text} talent {i}"],
            "wants": [f"{text} wish {i}"],
            "dreams_of": [f"{text} dream {i}"],
            "takes_role": [f"{text} role {i}"],
            "knows": {f"{text} resident {i}": 2},
        }
        said.append(resident(f"buur {i}", links))
    store.apply(says(*said, source=INJECTIONS[0]))
    found = nodes(store.snapshot(Purpose.ALL, today=TODAY))
    for one, facts in expected.items():
        assert {name: _plain(found[one][name]) for name in facts} == facts
    assert store.history()[0].source == INJECTIONS[0]
    for i, text in enumerate(INJECTIONS):
        name = f"{text} resident {i}"
        assert [one.name for one in store.known(Resident, [name])] == [name]
        assert name in [one.name for one in store.alike(Resident, name)]
        assert store.snapshot(Purpose.ALL, today=TODAY, buurt=text).ids != []
        assert store.sharing([text], TODAY).keys == []
    assert store.check() == []
    store.close()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


# --- answered by an index -------------------------------------------------------------------------
LOOKUPS = {
    "one person's facts": cypher_reading.some_nodes(Resident),
    "what they state": cypher_reading.SOME_LINKS,
    "whom they know": cypher_reading.between_residents(Knows),
    "what they are linked to": cypher_reading.LINKED_THINGS,
    "who is linked to it": cypher_reading.LINKED_RESIDENTS,
    "to whom one turns": cypher_reading.CONTACTS_OF,
    "introductions of people": cypher_reading.INTRODUCTIONS_OF,
    "exchanges with people": cypher_reading.EXCHANGES_WITH,
    "how people are looked up": cypher_reading.RESIDENT_KEYS,
    "who avoids somebody by name": cypher_reading.APART,
    "residents of a buurt": cypher_reading.in_buurt(Resident),
    "places of a buurt": cypher_reading.in_buurt(Place),
    "all places": cypher_reading.all_ids(Place),
    "a person by name": cypher_reading.known(Resident),
    "a group by name": cypher_reading.known(Group),
    "a talent by name": cypher_reading.known(Talent),
    "names alike": cypher_reading.alike(Resident),
    "names by id": cypher_reading.CALLED,
    "what was ever said of some": cypher_reading.SOME_STATEMENTS,
    "who was ever spoken of": cypher_reading.FOUND,
    "some changesets": cypher_reading.SOME_CHANGESETS,
    "what a changeset says": cypher_reading.STATEMENTS_OF,
    "what a changeset changed": cypher_reading.CHANGES_OF,
    "an import under way": cypher_reading.UNDER_WAY,
    "ties of pairs": cypher_reading.TIES,
    "a part of all nodes": cypher_reading.nodes_between(Resident),
    "a part of all relations": cypher_reading.links_between(Knows),
    "positions": cypher_reading.POSITIONS,
    "who is found by a key": cypher_traits.FOUND_BY,
    "what is kept of people": cypher_traits.HELD,
    "what is kept beside": cypher_traits.BESIDE,
    "whose traits are unread": cypher_traits.UNREAD,
    "whose traits are outlived": cypher_traits.OUTLIVED,
    "keys of people": cypher_traits.KEYS_OF,
    "nodes to change": cypher_writing.put_nodes(Resident),
    "relations to change": cypher_writing.put_links(Knows, False),
    "relations to drop": cypher_writing.drop_links(Knows, True),
}
"""Every lookup, by what it is for; `$` parameters are made up by their names."""

PARAMETERS: dict[str, Any] = {
    **{name: ["x"] for name in ("ids", "keys", "words", "buurten")},
    **{name: [["x", 1]] for name in ("parts", "pairs")},
    **dict.fromkeys(("start", "stop", "text"), "x"),
    **dict.fromkeys(("seen", "most", "changeset"), 1),
    "numbers": [1],
    "rows": [["x"] * 30],
    "today": TODAY,
}


@pytest.fixture(scope="module")
def filled(neo4j: Database) -> Database:
    """A database with some people and the schema, as any store's."""
    neo4j.empty()
    store = Neo4jStore(neo4j.location, create=True)
    people = (
        resident(
            f"Bewoner {i}",
            {"knows": {f"Bewoner {(i + 1) % 300}": 2}, "can": [f"talent {i % 30}"]},
            buurt=f"Buurt {i % 6}",
            code=f"B{i}",
        )
        for i in range(300)
    )
    store.apply(says(*people))
    store.close()
    neo4j.run("CALL db.awaitIndexes(60)")
    return neo4j


@pytest.mark.neo4j
@pytest.mark.parametrize("about", LOOKUPS)
def test_a_lookup_never_goes_through_everything(filled: Database, about: str) -> None:
    """The plan of every lookup starts at an index, never at a label or at all nodes."""
    with filled.driver.session(database=filled.name) as session:
        plan = session.run(f"EXPLAIN {LOOKUPS[about]}", PARAMETERS).consume().plan
    steps = set(_steps(plan))
    assert not {step for step in steps if "LabelScan" in step or "AllNodesScan" in step}, steps
    assert {step for step in steps if "Index" in step}, steps


def _steps(plan: Any) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from _steps(child)


@pytest.mark.neo4j
def test_the_reader_of_plans_sees_a_scan(filled: Database) -> None:
    with filled.driver.session(database=filled.name) as session:
        plan = session.run("EXPLAIN MATCH (n:Resident) RETURN n.name").consume().plan
    assert any("LabelScan" in step for step in _steps(plan))


@pytest.mark.neo4j
def test_the_schema_is_made_once_and_named(filled: Database) -> None:
    """Every constraint and index of the declarations is there, by the name that we give it."""
    there = {name for (name,) in filled.run("SHOW INDEXES YIELD name RETURN name")}
    assert set(cypher.schema()) <= there
    assert {"entity_id", "resident_key", "resident_buurt_key", "talent_key"} <= there
