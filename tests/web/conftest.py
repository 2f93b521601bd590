"""A client of the shipped data."""

import pytest

from tests.web.client import Client


@pytest.fixture(scope="module")
def client(shipped):
    return Client(shipped)
