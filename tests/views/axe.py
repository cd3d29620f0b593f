"""axe-core, in the version that a package of the development tools carries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tests.views.conftest import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
const [tags, done] = arguments;
const told = ({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`);
// A panel that is still coming in has no contrast yet.
Promise.all(document.getAnimations().map(({ finished }) => finished))
  .then(() => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }))
  .then(({ violations }) => done(violations.flatMap(told)), (error) => done([`axe: ${error}`]));
"""


@cache
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice on the page as it is now."""
    if not page.browser.execute_script("return Boolean(window.axe)"):
        page.browser.execute_script(_script())
    return list(page.browser.execute_async_script(RUN, rules))
