import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.dataset import load
from geodata.model.filters import Filters, corrected, emptied_by, named_place, offered, select
from geodata.words.selection import describe, list_name
from tests import package
from tests.package import crossing


def _ids(dataset, **filters):
    return set(select(dataset, Filters(**filters))["crossing_id"])


@pytest.fixture
def three(small):
    return small(
        crossing(
            "a", place_id="storskog", start="2015-01", end="2015-11", kind="asylum_at_checkpoint"
        ),
        crossing("b", start="2022-02", end="2023-08", direction="to_russia", status="reported"),
        crossing("c", start="2023-01-13", end="2023-01-13"),
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"a", "b", "c"}),
        ({"years": (2023, 2023)}, {"b", "c"}),
        ({"years": (2016, 2022)}, {"b"}),
        ({"years": (2016, 2021)}, set()),
        ({"places": ("storskog", "pasvik")}, {"a", "b", "c"}),
        ({"places": ("pasvik",), "statuses": ("confirmed",)}, {"c"}),
        ({"directions": ("to_russia",)}, {"b"}),
        ({"kinds": ("asylum_at_checkpoint", "border_violation")}, {"a"}),
        ({"text": "HEADLINE of c"}, {"c"}),
        ({"text": "the outlet"}, {"a", "b", "c"}),
        ({"text": "  "}, {"a", "b", "c"}),
        ({"text": "zzz"}, set()),
    ],
)
def test_any_value_within_a_condition_and_every_condition_at_once(three, filters, found):
    assert _ids(three, **filters) == found


@pytest.fixture
def worded(small):
    return small(
        crossing("asylum", headline="5,439 sought asylum at Storskog", summary="By bicycle, in 2015."),
        crossing("swam", headline="He swam", summary="Across the river, after asy\u00a0lum was refused."),
        crossing("fence", headline="A “taxi” driver climbed the fence", summary="He said: it’s cold. 1 234 567."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asylum Storskog", {"asylum"}), ("Storskog asylum", {"asylum"}), ("STORSKOG bicycle", {"asylum"}),
        ("river swam", {"swam"}), ("climb fence", {"fence"}), ("bicycle fence", set()),
        ('"sought asylum"', {"asylum"}), ('"asylum sought"', set()), ("“sought asylum” 2015", {"asylum"}),
        ("„sought asylum“", {"asylum"}), ("«climbed the fence»", {"fence"}), ("'climbed the fence'", {"fence"}),
        ('"climbed the', {"fence"}), ("taxi driver", {"fence"}), ('"taxi driver"', {"fence"}), ("it's cold", {"fence"}),
        ("asy\u00adlum", {"asylum"}), ("asylum\u200b", {"asylum"}), ("“asylum”", {"asylum"}),
        ("5439", {"asylum"}), ("5,439", {"asylum"}), ("5 439", {"asylum"}), ("5\u00a0439", {"asylum"}),
        ("5\u2009439", {"asylum"}), ("5.439", {"asylum"}), ("1234567", {"fence"}), ("1,234,567", {"fence"}),
        ("sought sought", {"asylum"}), ('""', set()), ("\u00ad", set()),
        ("outlet storskog 2015", {"asylum"}), ("the outlet", {"asylum", "swam", "fence"}),
    ],
)  # fmt: skip
def test_a_search_finds_what_holds_all_its_words_in_any_order(worded, text, found):
    assert _ids(worded, text=text) == found


def test_what_is_put_in_quotation_marks_is_no_place(shipped):
    assert named_place(shipped, "Storskog") == "storskog"
    assert named_place(shipped, "“Storskog”") is None
    assert len(_ids(shipped, text="asylum Storskog")) >= 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Стурскуг", "storskog"), ("sturskog", "storskog"), ("STORSKOG", "storskog"),
        ("Pasviko Valley", "pasvik"), ("Pasvikas", "pasvik"), ("Báhčaveadji", "pasvik"),
        ("bahcaveadji", "pasvik"), ("Paatsjoki", "pasvik"), ("Пасвик", "pasvik"),
        ("Grens Jakobselv", "grense-jakobselv"), ("grense jakobselva", "grense-jakobselv"),
        ("Vuoremijoki", "grense-jakobselv"), ("Гренсе-Якобсэльв", "grense-jakobselv"),
    ],
)  # fmt: skip
def test_a_place_in_any_of_its_names_filters_to_it(shipped, text, place):
    rows = select(shipped, Filters(text=text))
    assert set(rows["place_id"]) == {place}
    assert len(rows) == (shipped.crossings["place_id"] == place).sum()


def test_a_smaller_place_finds_the_crossings_that_name_it(shipped):
    assert _ids(shipped, text="Skroytnes") == _ids(shipped, text="Skrøytnes")
    assert "skroytnes-medvedev-2023-01-13" in _ids(shipped, text="Skrøytnes")


@pytest.mark.parametrize("text", ["Wagner", "swam", "Dagbladet", "taxi", "x", "%", "[", "(?i).*"])
def test_ordinary_words_are_no_places(shipped, text):
    assert named_place(shipped, text) is None


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, "Confirmed and reported crossings along the whole border"),
        ({"places": ("pasvik",), "years": (2012, 2023)}, "Confirmed and reported crossings at Pasvik, 2012–2023"),
        ({"places": ("storskog", "pasvik"), "years": (2015, 2015)}, "Confirmed and reported crossings at Storskog and Pasvik, 2015"),
        ({"statuses": ("confirmed",), "directions": ("to_norway",)}, "Confirmed crossings towards Norway along the whole border"),
        ({"statuses": ("claimed",)}, "Claimed crossings along the whole border"),
        ({"places": ("elsewhere",)}, "Confirmed and reported crossings elsewhere"),
        ({"kinds": ("border_violation",)}, "Confirmed and reported crossings along the whole border, only “stepped over the line”"),
        ({"text": "wagner"}, "Confirmed and reported crossings along the whole border, mentioning “wagner”"),
        ({"text": "стурскуг"}, "Confirmed and reported crossings at Storskog"),
        ({"text": "Storskog", "places": ("storskog",)}, "Confirmed and reported crossings at Storskog"),
        ({"text": "Storskog", "places": ("pasvik",)}, "Confirmed and reported crossings at Storskog and Pasvik"),
        ({"text": "Kirkkoniemi"}, "Confirmed and reported crossings along the whole border, mentioning Kirkenes"),
        ({"text": "politi"}, "Confirmed and reported crossings along the whole border, mentioning “politi” (police)"),
    ],
)  # fmt: skip
def test_a_selection_describes_itself(shipped, filters, words):
    assert describe(shipped, Filters(**filters)) == words


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        ({}, "All reports"), ({"text": " "}, "All reports"),
        ({"years": (2015, 2016)}, "Reports, 2015–2016"),
        ({"places": ("pasvik",), "statuses": ("claimed",)}, "Claimed reports at Pasvik"),
        ({"directions": ("to_russia",), "text": "wagner"}, "Reports towards Russia, mentioning “wagner”"),
        ({"text": "wagner"}, "Reports mentioning “wagner”"),
        ({"kinds": ("border_violation",)}, "Reports, only “stepped over the line”"),
    ],
)  # fmt: skip
def test_a_list_is_called_by_what_was_chosen(shipped, filters, name):
    assert list_name(shipped, Filters(**filters)) == name


def test_a_list_of_all_years_is_not_called_by_its_years(shipped):
    assert list_name(shipped, Filters(years=shipped.years)) == "All reports"


@pytest.fixture
def foreign(tmp_path):
    """Reports in English, which readers look for in other languages."""
    folder = package.write(
        tmp_path / "foreign",
        [crossing("held", headline="The police held a man at the border"),
         crossing("guard", headline="A border guard saw a political meeting"),
         crossing("soldier", headline="A soldier asked for asylum", summary="In Kirkenes.")],
        places=[
            {"place_id": place_id, "name": name, "kind": kind, "location": place_id,
             "latitude": latitude, "longitude": longitude}
            for place_id, (name, kind, latitude, longitude) in package.LOCATIONS.items()
        ] + [{"place_id": "kirkenes", "name": "Kirkenes", "kind": "town", "location": "elsewhere",
              "aliases": "Girkonjárga"}],
    )  # fmt: skip
    words = {
        "police": ["politi", "полиц*"],
        "border guard": ["Grensejeger*"],
        "soldier": ["солдат*"],
    }
    package.redescribe(folder, lambda found: found | {"synonyms": words})
    return load(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("полиция", {"held"}), ("ПОЛИЦИИ", {"held"}), ("grensejegeren", {"guard"}), ("солдаты", {"soldier"}),
        ("politi", {"held", "guard"}),  # as typed it is within “political”
        ("полиция border", {"held"}), ("man полиция", {"held"}), ("полиция солдат", set()),
        ("“полиция”", set()), ("полицейский guard", set()), ("пол", set()), ("soldier", {"soldier"}),
    ],
)  # fmt: skip
def test_a_word_in_another_language_finds_what_the_package_says_it_means(foreign, text, found):
    assert _ids(foreign, text=text) == found


def test_a_town_without_reports_of_its_own_is_searched_for_by_all_its_names(foreign):
    filters = Filters(text="girkonjarga")
    assert _ids(foreign, text="girkonjarga") == {"soldier"}
    assert describe(foreign, filters).endswith(", mentioning Kirkenes")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("polcie", "police"), ("Polcie", "police"), ("solider asylum", "soldier asylum"),
        ("asylum “soldeir”", ""), ("политци", ""), ("xqzt", ""), ("police", ""), ("police soldier", ""),
        ("polcie soldeir", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_misspelt_search_is_offered_a_word_that_finds_something(foreign, text, meant):
    assert corrected(foreign, text) == meant


def test_every_choice_says_how_many_reports_it_would_show(three):
    numbers = offered(three, Filters(places=("pasvik",), directions=("to_russia",)))
    kinds = list(three.labels("crossings", "kind"))
    assert dict(zip(three.locations, numbers["places"], strict=True)) == {
        "storskog": 0, "grense-jakobselv": 0, "pasvik": 1, "elsewhere": 0,
    }  # fmt: skip
    assert numbers["directions"] == [1, 1, 0]
    assert numbers["kinds"][kinds.index("outside_checkpoint")] == sum(numbers["kinds"]) == 1
    for name, column in (("places", "place_id"), ("statuses", "status")):
        for value, number in zip(
            three.labels("crossings", column), offered(three, Filters())[name], strict=True
        ):
            assert number == len(_ids(three, **{name: (value,)}))


def test_an_empty_selection_names_the_filters_that_emptied_it(three):
    filters = Filters(years=(2015, 2015), places=("pasvik",))
    assert select(three, filters).empty
    assert emptied_by(three, filters) == {"years": 2, "places": 1}
    assert emptied_by(three, Filters(text="zzz")) == {"text": 3}


@settings(max_examples=60)
@given(
    text=st.text(max_size=40),
    years=st.none() | st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
    places=st.lists(st.sampled_from(["storskog", "pasvik", "nowhere", ""]), max_size=2).map(tuple),
)
def test_any_filters_select_some_of_the_rows_and_describe_themselves(shipped, text, years, places):
    filters = Filters(years=years, places=places, text=text)
    rows = select(shipped, filters)
    assert set(rows["crossing_id"]) <= set(shipped.crossings["crossing_id"])
    assert describe(shipped, filters)
    if rows.empty:
        assert all(count > 0 for count in emptied_by(shipped, filters).values())


def test_a_wider_span_of_years_never_selects_less(shipped):
    first, last = shipped.years
    for year in range(first, last):
        assert _ids(shipped, years=(year, year)) <= _ids(shipped, years=(year - 1, year + 1))
