"""On which side of the border places lie, and what that says of who was stopped there or came from there."""

import pytest

from geodata.model.dataset import Dataset
from geodata.reading.document import Document
from geodata.reading.languages import language_of
from geodata.reading.proposing import propose
from geodata.reading.reader import analysed, read
from geodata.reading.sides import sides


def test_a_place_lies_in_the_country_whose_land_is_nearest(shipped: Dataset) -> None:
    found = sides(shipped)
    assert {found[place] for place in ("kirkenes", "pasvik", "grense-jakobselv")} == {"norway"}
    assert {found[place] for place in ("nikel", "zapolyarny", "boris-gleb")} == {"russia"}
    assert found["bokfjorden"] == "norway"  # a point in the water


def test_what_lies_on_the_line_or_has_no_spot_has_no_side(shipped: Dataset) -> None:
    no_side = {"storskog", "vaggatem", "nyrud", "treriksroysa", "elsewhere", "korpfjell"}
    assert not no_side & sides(shipped).keys()


def test_a_border_without_a_base_map_has_no_sides(other: Dataset) -> None:
    assert sides(other) == {}


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        (
            "Politiet meldte at en person var pågrepet i Pasvik natt til fredag, mistenkt for å ha "
            "krysset den norsk-russiske grensen ulovlig. Han skal ha vært soldat i gruppen, som "
            "kjemper på russisk side i Ukraina.",
            "outside_checkpoint",
            "to_norway",
        ),
        (
            "Medvedev har forladt Rusland og søgt asyl i Norge.\n\nHan blev pågrebet i Pasvikdalen "
            "i grænseområdet mellem Rusland og Norge tidligere på måneden.",
            "outside_checkpoint",
            "to_norway",
        ),
    ],
)
def test_where_people_were_stopped_tells_whether_they_had_come_over(
    shipped: Dataset, text: str, kind: str, direction: str
) -> None:
    (event,) = propose(read(Document(text, published="2023-01-16"), shipped), shipped)
    assert (event.fields["kind"].value, event.fields["direction"].value) == (kind, direction)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("En jeger fra Kirkenes gikk over grensen i tåka.", (("from", "norway"),)),
        ("Flyktningene syklet fra Nikel til Kirkenes.", (("from", "russia"), ("to", "norway"))),
        ("Drosjen ble stoppet av politiet, og han ble tatt med til Kirkenes.", ()),
    ],
)
def test_a_town_says_which_way_people_went_but_not_where_guards_take_them(
    shipped: Dataset, text: str, ways: tuple[tuple[str, str], ...]
) -> None:
    (told,) = analysed(shipped, text, language_of(text), "").told
    assert told.ways == ways
