"""The store of a team or a city: a graph in a Neo4j database, shared by many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from assetgraph.errors import QuestionError
from assetgraph.model.audit import Access, Logged
from assetgraph.model.bulk import bulk_work
from assetgraph.model.changeset import Change, Changeset, ChangesetRecord, Outcome
from assetgraph.model.consent import Purpose
from assetgraph.model.erasure import Erasure, Mention
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.pages import Page, Received
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.model.traits import Shared, Traits
from assetgraph.stores import (
    cypher_keeping,
    cypher_reading,
    cypher_writing,
    neo4j_erasure,
    neo4j_log,
    neo4j_pages,
    neo4j_traits,
    visibility,
)
from assetgraph.stores.assembly import assemble
from assetgraph.stores.ledger import Said
from assetgraph.stores.neo4j_doctor import examine
from assetgraph.stores.neo4j_records import Neo4jRecords
from assetgraph.stores.neo4j_rows import Rows, Run
from assetgraph.stores.neo4j_session import Neo4jSession
from assetgraph.stores.packing import unpack
from assetgraph.stores.store import Finding
from assetgraph.stores.writer import Writer


class Neo4jStore(Neo4jSession):
    """A `GraphStore` in one database of a server."""

    # --- writing ---
    def _writer(self) -> Writer:
        stage: Run | None = None if self._wrote else self._alone
        self._wrote = True
        return Writer(Neo4jRecords(self._inside, stage, self._seen))

    @bulk_work()
    def apply(self, changeset: Changeset) -> Outcome:
        """Adds a changeset, whole."""
        with self.writing(), self._sentences():
            outcome = self._writer().apply(changeset, datetime.now(UTC))
            self._seen += 1
            return outcome

    def undo(self, changeset: int | None = None) -> Outcome:
        """Takes a changeset back, the latest that stands if none is named."""
        with self.writing(), self._sentences():
            standing = [record.id for record in self.history() if record.undone_at is None]
            wanted = changeset if changeset is not None else (standing[-1] if standing else None)
            if wanted is None:
                raise QuestionError("nothing-to-undo")
            if wanted not in standing:
                raise QuestionError("no-changeset", id=wanted)
            return self._writer().undo(wanted, datetime.now(UTC))

    def keep_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Remembers where nodes stand."""
        with self.writing(), self._sentences():
            self._wrote = True
            rows = [[node, *map(float, at)] for node, at in positions.items()]
            self._inside(cypher_writing.PLACE, rows=rows)

    def check(self) -> list[Finding]:
        """Looks for damage and mends what the ledger can rebuild."""
        with self._sentences():
            lacking = self._lacking() if self._made else []
            left = self._left_behind()
            with self.writing():
                self._wrote = True
                found = examine(self._inside, self._seen)
        if left:
            found.insert(0, Finding("unfinished-import", {"n": left}, mended=True))
        return [Finding("schema-rebuilt", {"table": one}, mended=True) for one in lacking] + found

    def erase(self, node: str) -> Erasure:
        """Takes a node out of everything, for good."""
        with self.writing(), self._sentences():
            self._wrote = True
            return neo4j_erasure.erase(self._inside, self._seen, node)

    def reword(self, words: Mapping[Mention, str]) -> None:
        """Writes other text in these places."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_erasure.reword(self._inside, self._seen, words)

    def said(self, node: str) -> list[Said]:
        """All that was ever said of a node."""

        def look(rows: Rows, run: Run) -> list[Said]:
            records = Neo4jRecords(run, None, rows.seen)
            return records.said(records.find([node])).get(node, [])

        return self._read(look)

    def erased(self, kind: type[Node], words: Iterable[str]) -> set[str]:
        """Those of these names, codes and ids that were an erased node's."""
        asked = list(words)
        return self._read(lambda _, run: neo4j_erasure.erased(run, kind, asked))

    def publications(self) -> str | None:
        """What earlier publications told."""
        found = self._read(lambda _, run: run(cypher_keeping.PUBLICATIONS))
        return found[0][0] if found else None

    def keep_publications(self, text: str) -> None:
        """Remembers what was published."""
        with self.writing(), self._sentences():
            self._wrote = True
            self._inside(cypher_keeping.SET_PUBLICATIONS, text=text)

    def forget(self, changeset: int) -> None:
        """Takes out for good what a changeset said that was taken back."""
        with self.writing(), self._sentences():
            undone = {one.id for one in self.history() if one.undone_at is not None}
            if changeset not in undone:
                raise QuestionError("no-changeset", id=changeset)
            self._wrote = True
            neo4j_erasure.forget(self._inside, self._seen, changeset)

    def forget_log(self, number: int) -> None:
        """Takes out of the log what is up to and with an entry."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_log.forget(self._inside, number)

    def record(self, access: Access) -> None:
        """Adds an entry at the end of the log."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_log.record(self._inside, access)

    def audit(self, about: str | None = None) -> list[Logged]:
        """The log, oldest first."""
        return self._read(lambda _, run: neo4j_log.audit(run, about))

    def pages(self) -> Iterator[Page]:
        """All that is kept, for another store."""
        yield from self._read(lambda rows, run: list(neo4j_pages.pages(rows, run)))

    def received(self) -> Received | None:
        """How far this store came in taking over another."""
        return self._read(lambda _, run: neo4j_pages.received(run))

    @bulk_work()
    def receive(self, page: Page, checksum: str) -> None:
        """Takes over a page, with what it makes hold, in one step."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_pages.receive(self._inside, self._seen, page, checksum)
            self._look_again()

    def complete(self) -> None:
        """Everything has been received."""
        with self.writing(), self._sentences():
            neo4j_pages.complete(self._inside, self._seen)

    def start_over(self) -> None:
        """Empties a store that is taking over another."""
        with self.writing(), self._sentences():
            neo4j_pages.start_over(self._inside)
            self._look_again()

    def empty(self) -> None:
        """Takes out all that is kept."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_pages.empty(self._inside)
            self._look_again()

    def _look_again(self) -> None:
        """Reads which changeset is the last now."""
        self._seen = self._inside(cypher_reading.STORE_FOUND)[0][1]

    def _left_behind(self) -> int:
        """How many statements an import that did not end left; the next writer removes them."""
        return self._read(
            lambda rows, run: sum(
                len(unpack(packed)) for (packed,) in run(cypher_reading.LEFT_BEHIND, seen=rows.seen)
            )
        )

    # --- reading ---
    def history(self) -> list[ChangesetRecord]:
        """All changesets, oldest first."""
        return self._read(lambda rows, _: rows.history())

    def changes(self, changeset: int) -> list[Change]:
        """What a changeset made different about nodes that were there already."""
        return self._read(lambda rows, _: rows.changes(changeset))

    @bulk_work()
    def snapshot(
        self,
        purpose: Purpose,
        *,
        today: date,
        buurt: str | None = None,
        as_of: date | None = None,
        resident: str | None = None,
        people: Collection[str] | None = None,
    ) -> Snapshot:
        """What a purpose allows today: of all, or of one of the parts that a store can find."""
        if as_of is not None:
            then = self._read(lambda rows, _: rows.as_of(as_of))
            whole = visibility.restrict(then, purpose, today)
            whole = visibility.part_of(whole, buurt, resident)
            return whole if people is None else visibility.company(whole, people)

        def now(rows: Rows, _: Run) -> tuple[Snapshot, set[str]]:
            chosen: set[str] | None
            witnesses: set[str]
            if people is not None and buurt is None and resident is None:
                chosen, witnesses = rows.company(people), set()
            else:
                chosen, witnesses = rows.selection(buurt, resident)
            wanted = None if chosen is None else chosen | witnesses
            nodes, links = rows.nodes(wanted), rows.links(wanted)
            return assemble(nodes, links, rows.changesets(), today, buurt), witnesses

        whole, outside = self._read(now)
        part = visibility.without(visibility.restrict(whole, purpose, today), outside)
        part = visibility.part_of(part, buurt, resident)
        return part if people is None else visibility.company(part, people)

    def counts(self) -> dict[str, int]:
        """How many nodes and relations of each kind there are."""
        return self._read(lambda rows, _: rows.counts())

    def unread(self, stamp: str, today: date, most: int) -> list[str]:
        """Residents of whom no traits are kept under this stamp for today."""
        return self._read(lambda rows, run: neo4j_traits.unread(run, rows.seen, stamp, today, most))

    def keep_traits(self, stamp: str, traits: Iterable[Traits]) -> None:
        """Keeps these traits instead of what was kept of these residents."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_traits.keep(self._inside, stamp, traits)

    def sharing(self, keys: Collection[str], today: date) -> Shared:
        """Which residents have one of these keys among the traits that hold today."""
        return self._read(lambda _, run: neo4j_traits.sharing(run, keys, today))

    def traits(self, residents: Collection[str], today: date) -> dict[str, Traits]:
        """The traits that hold today of those of these residents who have any."""
        return self._read(lambda _, run: neo4j_traits.traits(run, residents, today))

    def known(self, kind: type[Node], names: Iterable[str]) -> list[Known]:
        """The nodes of a kind with one of these names (folded), or one of these codes or ids."""
        words = {fold(name) for name in names}
        return self._read(lambda rows, _: rows.known(kind, words))

    def merged(self) -> list[Known]:
        """Every node that is one with another, as it would be known by itself."""
        return self._read(lambda rows, _: rows.one_with(rows.merged()))

    def alike(self, kind: type[Node], text: str) -> list[Known]:
        """A few nodes of a kind whose name holds a text."""
        return self._read(lambda rows, _: rows.alike(kind, fold(text)))

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id."""
        return self._read(lambda rows, _: rows.positions())
