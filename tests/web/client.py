"""Who asks the data routes over HTTP, on an app that holds nothing else."""

import csv
import io

import httpx
from starlette.applications import Starlette

from geodata.model.schema import FOLDER
from geodata.web.data_routes import data_routes
from tests.conftest import run_apart

TABLES = ["articles", "excerpts", "disputes", "context", "places", "retired"]
ADDRESSES = ["crossings.csv", "crossings.geojson", "figures.csv", *(f"{name}.csv" for name in TABLES), "datapackage.zip", "datapackage.json", "ledger.json"]  # fmt: skip


class Client:
    """Asks the routes of one dataset, which a test may exchange."""

    def __init__(self, dataset, folder=FOLDER):
        self.dataset = dataset
        self.app = Starlette(routes=data_routes(lambda: self.dataset, folder))

    def ask(self, address, method="GET", **headers):
        async def asked():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                names = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, f"/data/{address}", headers=names)

        return run_apart(asked())


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
