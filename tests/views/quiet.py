"""What must never happen on a page: code that runs, a request, an error."""

from __future__ import annotations

import pytest

from tests.views.conftest import Page


def quiet(page: Page) -> None:
    """No alert, no error, no breach of the policy, no request but the file itself."""
    from selenium.common.exceptions import NoAlertPresentException

    with pytest.raises(NoAlertPresentException):
        page.browser.switch_to.alert  # noqa: B018
    assert page.browser.execute_script("return window.hacked ?? null") is None
    said, asked = page.console(), page.requests()
    assert said == [], said
    assert asked <= {"file", "data", "blob"}, asked
