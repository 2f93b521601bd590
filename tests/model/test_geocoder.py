import pytest
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from geodata.model.geocoder import PlacesGeocoder, fold


def test_it_is_a_geopy_geocoder_that_asks_nobody(shipped):
    geocoder = shipped.geocoder
    assert isinstance(geocoder, Geocoder)
    with pytest.raises(GeocoderServiceError):
        geocoder.adapter.get_json("http://127.0.0.1/", timeout=1, headers={})


@pytest.mark.parametrize("misspelt", ["Storskg", "Kirkennes", "Treriksroysa", "grense-jakobselv"])
def test_a_near_miss_finds_its_place(shipped, misspelt):
    assert shipped.geocoder.geocode(misspelt) is not None


def test_every_alias_finds_its_own_place(shipped):
    for row in shipped.places.itertuples():
        for alias in (row.name, *row.aliases.split(";")):
            if alias.strip():
                assert shipped.geocoder.resolve(alias) == row.place_id, alias


@pytest.mark.parametrize("text", ["", "   ", "Oslo", "x", "0", "\x00", "a" * 5000])
def test_an_unknown_name_finds_nothing(shipped, text):
    assert shipped.geocoder.geocode(text) is None


def test_a_place_without_coordinates_is_known_but_not_put_at_zero(shipped):
    assert shipped.geocoder.resolve("Skrøytnes")
    assert shipped.geocoder.geocode("Skrøytnes") is None


def test_reverse_finds_the_nearest_place(shipped):
    assert shipped.geocoder.reverse((69.66, 30.2)).raw["place_id"] == "storskog"
    nearest = shipped.geocoder.reverse((69.66, 30.2), exactly_one=False)
    assert nearest[0].raw["place_id"] == "storskog"


def test_one_or_many_follows_geopy(shipped):
    assert len(shipped.geocoder.geocode("Storskog", exactly_one=False)) == 1


def test_folding_keeps_no_case_accents_or_hyphens():
    assert fold("GRENSE-Jakobselv ") == fold("grense jakobselv")
    assert fold("Skrøytnes") == "skroytnes"
    assert fold("Báhčaveadji") == "bahcaveadji"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("asy\u00adlum\u200b", "asylum"), ("“Asylum”", "asylum"), ("it’s «x»", "it s x"),
        ("5,439", "5439"), ("5\u202f439 people", "5439 people"), ("1,234,567", "1234567"),
        ("in 2015 378 came", "in 2015 378 came"), ("69.65778", "69.65778"), ("2023-01-13", "2023 01 13"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)  # fmt: skip
def test_folding_keeps_nothing_unseen_no_quotation_marks_and_no_thousands_apart(text, folded):
    assert fold(text) == folded


def test_a_table_without_coordinates_has_nothing_nearest(shipped):
    bare = shipped.places[shipped.places["latitude"].isna()]
    assert PlacesGeocoder(bare).reverse((69, 30)) is None


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_others_are(text):
    assert fold(text) == fold(f"{text} ø").removesuffix("o").rstrip()
