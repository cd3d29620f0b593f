"""Fifty texts that would do something on a careless page, in every field: they do nothing."""

from __future__ import annotations

from datetime import date

import pytest

from assetgraph.model.choices import ExchangeSort
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Activity, Group, Institution, Place, Resident, Story
from assetgraph.model.relations import About, Offers, ToldBy, Uses
from assetgraph.model.snapshot import Provenance, Snapshot
from assetgraph.views import Insights
from tests.snapshots import Neighbourhood
from tests.views.buurt import connector, small
from tests.views.conftest import Open
from tests.views.quiet import quiet

pytestmark = pytest.mark.browser

DO = "window.hacked=1"
PAYLOADS = (
    f"<script>{DO}</script>",
    f"</script><script>{DO};alert(1)</script>",
    f"</SCRIPT ><script>{DO}</script>",
    f"<ScRiPt>{DO}</sCrIpT>",
    f"<script src=data:text/javascript,{DO}></script>",
    f"--></script><script>{DO}</script>",
    f"<!--<script>{DO}</script>",
    f"<![CDATA[<script>{DO}</script>]]>",
    f"</title><script>{DO}</script>",
    f"</style><script>{DO}</script>",
    f"</textarea><script>{DO}</script>",
    f"</noscript><script>{DO}</script>",
    f'<img src=x onerror="{DO}">',
    f"<img src=x onerror={DO}//",
    f"'\"><img src=x onerror={DO}>",
    f"<svg onload={DO}>",
    f"'\"><svg/onload={DO}>",
    f"<svg><script>{DO}</script></svg>",
    f"<svg><animate onbegin={DO} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{DO}'><text>x</text></a></svg>",
    f"<math><mi//xlink:href='data:x,<script>{DO}</script>'>",
    f"<body onload={DO}>",
    f"<iframe src='javascript:parent.{DO}'></iframe>",
    f'<iframe srcdoc="<script>parent.{DO}</script>"></iframe>',
    f"<object data='data:text/html,<script>{DO}</script>'></object>",
    "<embed src='https://example.invalid/x.swf'>",
    f"<a href='javascript:{DO}'>klik</a>",
    f"javascript:{DO}//href=",
    f"data:text/html,<script>{DO}</script>",
    "<link rel=stylesheet href='https://example.invalid/x.css'>",
    "<style>@import 'https://example.invalid/x.css';</style>",
    "<base href='https://example.invalid/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{DO}'>",
    f"<form action='javascript:{DO}'><input type=submit autofocus>",
    f"<input autofocus onfocus={DO}>",
    f"<select autofocus onfocus={DO}><option>",
    f"<details open ontoggle={DO}>",
    f"<video><source onerror={DO}></video>",
    f"<audio src=x onerror={DO}>",
    f"<marquee onstart={DO}>",
    f"<x contenteditable onblur={DO}>",
    f"&lt;script&gt;{DO}&lt;/script&gt;",
    f"&#60;script&#62;{DO}&#60;/script&#62;",
    f"\\u003cscript\\u003e{DO}\\u003c/script\\u003e",
    f"{{{{constructor.constructor('{DO}')()}}}}",
    f"${{{DO}}}`${{{DO}}}`",
    "{% raw %}{{7*7}}{% endraw %}{name}{n}",
    "__proto__",
    "constructor",
    f'=HYPERLINK("javascript:{DO}")\u2028\u202e',
)


def hostile() -> Snapshot:
    """Every payload as a resident, and in every text of every kind."""
    buurt = Neighbourhood()
    for i, text in enumerate(PAYLOADS):
        buurt.resident(
            text,
            talents=[f"kan {text}"],
            wishes=[f"wil {text}"],
            dreams=[f"droomt {text}"],
            roles=[f"is {text}"],
            languages=(text,),
            buurt=text,
            street=text,
            lat=52.1 + i / 5_000,
            lon=4.9 + i % 7 / 5_000,
        )
        buurt.knows(text, PAYLOADS[i - 1])
        group = buurt.node(Group, f"groep {text}", activity=text, moment=text)
        place = buurt.place(
            f"plek {text}",
            sort=text,
            opening_hours=text,
            street=text,
            lat=52.1,
            lon=4.9,
            hub=i == 0,
        )
        buurt.gathers(f"groep {text}", f"plek {text}")
        buurt.exchange(text, ExchangeSort.ASK, f"ruil {text}", PAYLOADS[i - 1])
        story = buurt.node(Story, f"verhaal {text}", text=text, topics=(text,), from_year=1950 + i)
        buurt.link(ToldBy, story, buurt.node(Resident, text))
        buurt.link(About, story, buurt.node(Place, f"plek {text}"))
        partner = buurt.node(Institution, f"partner {text}", sort=text, contact=text)
        buurt.link(Uses, partner, place)
        buurt.link(Offers, partner, buurt.node(Activity, f"doet {text}"))
        assert group
    snapshot = buurt.snapshot(Purpose.MAP)
    said = [
        Provenance(date(2026, 1 + i % 3, 5), date(2026, 4, 5), PAYLOADS[i % len(PAYLOADS)])
        for i in range(len(snapshot.ids))
    ]
    return Snapshot(
        snapshot.purpose,
        snapshot.day,
        snapshot.ids,
        snapshot.ranges,
        snapshot.columns,
        snapshot.links,
        said,
        PAYLOADS[1],
    )


EVERYONE = """
const [mark, ids, done] = arguments;
(async () => {
  const titles = [];
  for (const id of ids) {
    location.hash = `map=${mark}&who=${id}`;
    await new Promise((go) => addEventListener("hashchange", go, { once: true }));
    titles.push(document.querySelector("#details h2").textContent);
  }
  done(titles);
})();
"""


def test_there_are_fifty() -> None:
    assert len(set(PAYLOADS)) == 50


def test_no_text_is_ever_code(page: Open) -> None:
    snapshot = hostile()
    told = Insights(
        [connector(snapshot, text) for text in PAYLOADS[:10]],
        [node for node in snapshot.ids if node.startswith("resident")],
    )
    opened = page(snapshot, told_by=told)
    assert PAYLOADS[1] in opened.one("h1").text
    for view in ("ground", "time", "tables", "network"):
        opened.click(f"#view-{view}")
        if view in ("ground", "time"):
            opened.click("#beside")
    for lens in ("connectors", "islands", "widen", "all"):
        opened.pick("#lens", lens)
    names = dict(zip(snapshot.names, range(len(snapshot.names)), strict=True))
    kinds = ("{}", "kan {}", "groep {}", "verhaal {}")
    ids = [names[kinds[i % 4].format(text)] for i, text in enumerate(PAYLOADS)]
    titles = opened.browser.execute_async_script(EVERYONE, opened.hash()["map"], ids)
    assert titles == [snapshot.names[node] for node in ids]
    opened.search(PAYLOADS[0])
    opened.click("#view-tables")
    assert set(PAYLOADS) & set(opened.texts("#tables .named"))
    opened.click("#view-network")
    for saved in ("#save-svg", "#save-png"):
        opened.browser.execute_script("document.querySelector(arguments[0]).click()", saved)
    opened.settle()
    inside = "return document.querySelectorAll('.page script, .page iframe, .page img').length"
    assert opened.browser.execute_script(inside) == 0
    quiet(opened)


@pytest.mark.parametrize("text", ["who=1<script>", "who=99999&at=x,y,z", "lens=__proto__&off=a"])
def test_an_address_is_read_and_never_run(page: Open, text: str) -> None:
    opened = page(small())
    opened.click("#view-tables")
    mark = opened.hash()["map"]
    opened.browser.execute_script(
        "location.hash = arguments[0]", f"map={mark}&view=%3Csvg onload={DO}%3E&{text}"
    )
    opened.settle()
    assert opened.hash()["view"] == "network"
    quiet(opened)
