"""The map page beside pyvis' own and vis-network bare, with the same fixed layout.

All are opened in the same headless Chromium without a network; first paint is the end of the first
drawing of the canvas after the start of navigation, memory the JavaScript heap after it, both the
median of `RUNS`. Bare is vis-network with names on nodes, and nothing else. Run it with
``python -m benchmarks.page [NODES …]``.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assetgraph.analysis.layout import positions
from assetgraph.model.snapshot import Snapshot
from assetgraph.views import Insights, map_html
from assetgraph.views.network import vis_network_script
from tests.snapshots import Neighbourhood

SIZES = (200, 1_000, 3_000, 10_000)
RUNS = 3
PAINTED = "return document.documentElement.dataset.painted ?? null"
HOOK = """network.on("afterDrawing", () => {
  document.documentElement.dataset.painted ??= String(Math.round(performance.now()));
});"""


def neighbourhood(n: int, seed: int = 7) -> Snapshot:
    """A buurt of n residents in groups of twenty, three ties stated by each."""
    buurt, draw = Neighbourhood(), random.Random(seed)
    names = [f"Bewoner {i}" for i in range(n)]
    for i, name in enumerate(names):
        buurt.resident(name, languages=("Nederlands",))
        for _ in range(3):
            own = names[i // 20 * 20 : i // 20 * 20 + 20]
            other = draw.choice(own if draw.random() < 0.85 else names)
            if other != name:
                buurt.knows(name, other, draw.randint(1, 4))
    return buurt.snapshot()


def ours(snapshot: Snapshot, places: dict[str, tuple[float, float]], file: Path) -> None:
    """Writes our page."""
    file.write_text(map_html(snapshot, places, told_by=Insights()), encoding="utf-8")


def pyvis_page(snapshot: Snapshot, places: dict[str, tuple[float, float]], file: Path) -> None:
    """Writes the page of pyvis in one file, physics off, the same nodes, names and ties."""
    from pyvis.network import Network

    made = Network(directed=True, cdn_resources="in_line")
    for i, node in enumerate(snapshot.ids):
        x, y = places[node]
        made.add_node(i, label=snapshot.names[i], x=x, y=y, title="Talen: Nederlands")
    for kind, links in snapshot.links.items():
        for row, (a, b) in enumerate(zip(links.source, links.target, strict=True)):
            width = int(links.properties["closeness"][row])
            made.add_edge(int(a), int(b), title=kind.label.nl, width=width)
    made.toggle_physics(False)
    html = made.generate_html()
    file.write_text(re.sub(r"(network = new vis\.Network\([^;]+;)", rf"\1 {HOOK}", html), "utf-8")


def bare_page(snapshot: Snapshot, places: dict[str, tuple[float, float]], file: Path) -> None:
    """Writes a page with vis-network alone, the same nodes, names and ties."""
    nodes = [
        {
            "id": i,
            "label": snapshot.names[i],
            "shape": "dot",
            "x": places[node][0],
            "y": places[node][1],
        }
        for i, node in enumerate(snapshot.ids)
    ]
    edges = [
        {"from": int(a), "to": int(b)}
        for links in snapshot.links.values()
        for a, b in zip(links.source, links.target, strict=True)
    ]
    start = f"""const network = new vis.Network(document.getElementById("map"),
{{ nodes: new vis.DataSet({json.dumps(nodes)}), edges: new vis.DataSet({json.dumps(edges)}) }},
{{ physics: false, layout: {{ improvedLayout: false }}, edges: {{ smooth: false }} }}); {HOOK}"""
    body = '<div id="map" style="height: 780px"></div>'
    scripts = f"<script>{vis_network_script()}</script><script>{start}</script>"
    file.write_text(f'<!doctype html><meta charset="utf-8">{body}{scripts}', "utf-8")


def memory(browser: Any) -> float:
    """The JavaScript heap of the open page after a collection, in MiB."""
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return float(browser.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]) / 2**20


def first_paint(browser: Any, file: Path) -> float:
    """Milliseconds from navigation to the first drawing."""
    browser.get(file.as_uri())
    end = time.monotonic() + 60
    while (painted := browser.execute_script(PAINTED)) is None:
        if time.monotonic() > end:
            raise TimeoutError(file.name)
        time.sleep(0.05)
    return float(painted)


def chromium() -> Any:
    """Headless Chromium that reaches no host."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for option in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,800",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ):
        options.add_argument(option)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Prints a line per size and maker, and the ratios."""
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        print("page: skipped, needs chromium and chromedriver")
        return
    browser = chromium()
    try:
        for n in sizes:
            compare(browser, n)
    finally:
        browser.quit()


def compare(browser: Any, n: int) -> None:
    """One size: every maker's page, run in turn so that a busy machine hurts all."""
    snapshot = neighbourhood(n)
    start = time.perf_counter()
    places = positions(snapshot, {})
    layout = time.perf_counter() - start
    makers = {"assetgraph": ours, "pyvis": pyvis_page, "vis bare": bare_page}
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder, f"{i}.html") for i, name in enumerate(makers)}
        for name, make in makers.items():
            make(snapshot, places, files[name])
        paints: dict[str, list[float]] = {name: [] for name in files}
        heaps: dict[str, list[float]] = {name: [] for name in files}
        for _ in range(RUNS):
            for name, file in files.items():
                paints[name].append(first_paint(browser, file))
                heaps[name].append(memory(browser))
        paint = {name: statistics.median(times) for name, times in paints.items()}
        heap = {name: statistics.median(sizes) for name, sizes in heaps.items()}
        size = {name: file.stat().st_size / 1024 for name, file in files.items()}
    for name in files:
        print(
            f"{n:>6} nodes  {name:<10}  paint {paint[name]:>6.0f} ms  heap {heap[name]:>5.1f} MiB"
            f"  file {size[name]:>6.0f} KiB"
        )
    for name in ("pyvis", "vis bare"):
        print(
            f"{n:>6} nodes  / {name:<9} paint {paint['assetgraph'] / paint[name]:>6.2f}    "
            f"  heap {heap['assetgraph'] / heap[name]:>5.2f}      "
            f"file {size['assetgraph'] / size[name]:>6.2f}"
        )
    print(f"{n:>6} nodes  layout {layout:.2f} s", flush=True)


if __name__ == "__main__":
    main(tuple(int(text) for text in sys.argv[1:]) or SIZES)
