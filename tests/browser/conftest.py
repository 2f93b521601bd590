"""One reader of the dashboard, in Chromium."""

import pytest

from tests.browser.reader import Reader


@pytest.fixture
def reader(browser, server):
    """A reader who must see no error and ask nothing of any other host."""
    opened = Reader(browser, server.url)
    yield opened
    opened.context.close()
    assert opened.errors == []
    assert opened.asked == []
