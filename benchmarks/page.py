"""The map page beside pyvis' own with the same fixed layout: first paint and size of the file.

Both files are opened in the same headless Chromium without a network; first paint is the end of
the first drawing of the canvas after the start of navigation, the median of `RUNS`. Run it with
``python -m benchmarks.page [NODES …]``.
"""

from __future__ import annotations

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
from assetgraph.views.page import map_html
from tests.snapshots import Neighbourhood

SIZES = (200, 1_000, 3_000)
RUNS = 5
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
    file.write_text(map_html(snapshot, places), encoding="utf-8")


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
    """One size: both pages, run in turn so that a busy machine hurts both."""
    snapshot = neighbourhood(n)
    start = time.perf_counter()
    places = positions(snapshot, {})
    layout = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        files = {"assetgraph": Path(folder, "ours.html"), "pyvis": Path(folder, "pyvis.html")}
        ours(snapshot, places, files["assetgraph"])
        pyvis_page(snapshot, places, files["pyvis"])
        runs: dict[str, list[float]] = {name: [] for name in files}
        for _ in range(RUNS):
            for name, file in files.items():
                runs[name].append(first_paint(browser, file))
        paint = {name: statistics.median(times) for name, times in runs.items()}
        size = {name: file.stat().st_size / 1024 for name, file in files.items()}
    for name in files:
        print(
            f"{n:>6} nodes  {name:<10}  paint {paint[name]:>6.0f} ms  file {size[name]:>6.0f} KiB"
        )
    print(
        f"{n:>6} nodes  ratio       paint {paint['assetgraph'] / paint['pyvis']:>6.2f}     "
        f"file {size['assetgraph'] / size['pyvis']:>6.2f}      layout {layout:.2f} s"
    )


if __name__ == "__main__":
    main(tuple(int(text) for text in sys.argv[1:]) or SIZES)
