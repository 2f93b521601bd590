"""The page of a report that was retired: gone, or on its way to the report that tells of it now."""

from starlette.requests import Request
from starlette.responses import Response

from geodata.model import retired as model_retired
from geodata.model.dataset import Dataset
from geodata.web.editions import (
    crossing_address,
    crossing_versions,
    crossings_address,
    editions,
)
from geodata.web.plain_page import base_of, failed, frame, fresh_page, path_of
from geodata.words.language import spoken
from geodata.words.retired import worded
from geodata.words.templates import Row, records, render

GONE = 410


def answer(request: Request, dataset: Dataset, crossing_id: str) -> Response:
    """What is said of a retired report at its address: that it is gone, or where it is told now."""
    text = retired_html(dataset, crossing_id, base=base_of(request))
    moved = model_retired.living(dataset, crossing_id)
    return fresh_page(request, text) if moved else failed(text, GONE)


@spoken
def retired_html(dataset: Dataset, crossing_id: str, *, base: str) -> str:
    """The page of one retired report; `base` is the absolute address of the dashboard, with its slash."""
    root, moved = path_of(base), _moved(dataset, crossing_id)
    versions = crossing_versions(editions(dataset), root, crossing_id)
    return render(
        "retired_page.html",
        **frame(dataset, root, versions=versions),
        row=worded(dataset, crossing_id),
        moved=moved,
        canonical=crossing_address(base, moved["crossing_id"], dataset) if moved else "",
        crossings=crossings_address(root, dataset),
        documents=records(model_retired.documents(dataset, crossing_id)),
    )


def _moved(dataset: Dataset, crossing_id: str) -> Row | None:
    """The crossing that tells of a retired report now, if there is one."""
    moved = model_retired.living(dataset, crossing_id)
    return records(dataset.crossings.iloc[[dataset.row_of(moved)]])[0] if moved else None
