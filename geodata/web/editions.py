"""The data in each language that readers are offered, the addresses of a page in each, and which is meant.

A crossing has a page of its own in each language, below a prefix but for the data's own. The pages of
the dashboard name the language in their query, and without one the reader's browser decides.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import urlencode

from geodata.model.dataset import Dataset
from geodata.model.translated import in_language
from geodata.words.language import (
    chosen,
    negotiated,
    offered,
    own_name,
    speaking,
    speaking_language,
    territory,
)
from geodata.words.links import crossing_path


@dataclass(frozen=True)
class Version:
    """One page in one language: the code of the language, and where the page is."""

    code: str
    address: str

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return own_name(self.code)

    @property
    def locale(self) -> str:
        """The language as previews name it."""
        with speaking_language(self.code):
            return territory()


def edition(dataset: Dataset, code: str | None) -> Dataset:
    """The data in a language that readers are offered, and as they were written in any other."""
    return in_language(dataset, code) if code and code in offered(dataset) else dataset.as_written


def editions(dataset: Dataset) -> list[Dataset]:
    """The data in each language that readers are offered, as they were written first."""
    return [in_language(dataset, code) for code in offered(dataset)]


def asking(dataset: Dataset | None, **parameters: str) -> str:
    """What follows the path of a page of the dashboard, so that it opens in the language of the data."""
    own = {"lang": dataset.language} if dataset and dataset.is_translated else {}
    query = urlencode(parameters | own)
    return f"?{query}" if query else ""


def crossings_address(base: str, dataset: Dataset) -> str:
    """Where the pages of the crossings begin in the language of a dataset, without its last slash."""
    return f"{base}{crossing_path(dataset)}".rstrip("/")


def crossing_address(base: str, crossing_id: str, dataset: Dataset) -> str:
    """The lasting address of a crossing's page in the language of a dataset."""
    return base + crossing_path(dataset, crossing_id)


def crossing_versions(listed: Sequence[Dataset], base: str, crossing_id: str) -> list[Version]:
    """The page of a crossing in the language of each edition; none where there is only one."""
    if len(listed) < 2:
        return []
    return [Version(each.language, crossing_address(base, crossing_id, each)) for each in listed]


def page_versions(codes: Sequence[str], address: str) -> list[Version]:
    """A page of the dashboard in each of some languages; none where there is only one."""
    return [Version(code, f"{address}?lang={code}") for code in codes] if len(codes) > 1 else []


def wanted(
    dataset: Dataset | None, codes: Sequence[str], asked: str | None, accepted: str
) -> tuple[Dataset | None, str]:
    """The data in the language that a query asks for, or else a browser; and the language.

    `codes` are those that will be offered, where there are no data yet.
    """
    if dataset:
        found = chosen(dataset, asked, accepted)
        return found, found.language
    return None, asked if asked and asked in codes else negotiated(accepted, codes)


def telling(dataset: Dataset | None, code: str) -> AbstractContextManager[None]:
    """Speak the language of data, or where there are none that of a code."""
    return speaking(dataset) if dataset else speaking_language(code)
