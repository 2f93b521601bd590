"""A name that a text shares with few reports tells which of them it is, in any alphabet."""

import pytest

from geodata.model.dataset import Dataset
from geodata.reading.document import Document
from geodata.reading.proposal import Candidate
from geodata.reading.proposing import propose
from geodata.reading.reader import read


def _first(dataset: Dataset, text: str, published: str = "") -> Candidate | None:
    (event,) = propose(read(Document(text, published=published), dataset), dataset)
    return event.candidates[0] if event.candidates else None


@pytest.mark.parametrize(
    "text",
    [
        "Боевик Андрей Медведев нелегально перешел границу в районе Никеля 12 января 2023 года, "
        "сбежал в Норвегию и попросил там убежища.",
        "Z Rosji do Norwegii uciekł 12 stycznia 2023 r. przez granicę dowódca Andriej Miedwiediew i "
        "wystąpił tam o azyl.",
        "Der Söldner Andrej Medwedew floh am 12. Januar 2023 über die Grenze von Russland nach "
        "Norwegen und bat um Asyl.",
    ],
)
def test_a_name_finds_its_report_though_day_and_place_differ(shipped: Dataset, text: str) -> None:
    first = _first(shipped, text)
    assert first is not None
    assert first.crossing_id == "skroytnes-medvedev-2023-01-13"
    assert "name" in first.why


@pytest.mark.parametrize(
    "text",
    [
        "Боевик Сергей Иванов нелегально перешел границу в районе Никеля 12 января 2023 года, "
        "сбежал в Норвегию и попросил там убежища.",
        "In January 2023 a Russian crossed the border from Russia to Norway, writes Dagbladet.",
    ],
)
def test_other_names_and_those_of_months_and_newspapers_say_nothing(
    shipped: Dataset, text: str
) -> None:
    first = _first(shipped, text)
    assert first is None or "name" not in first.why
