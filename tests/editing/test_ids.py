import pytest

from geodata.editing import ids


@pytest.mark.parametrize(
    ("place", "locality", "start", "words", "expected"),
    [
        ("pasvik", "Treriksrøysa, Øvre Pasvik", "2025-08-22", "two women", "treriksroysa-two-women-2025-08-22"),
        ("elsewhere", "Near Nikel", "2025", "man", "nikel-man-2025"),
        ("elsewhere", "Somewhere far off", "2025-01", "", "somewhere-far-2025-01"),
        ("pasvik", "", "2012", "swimmer", "pasvik-swimmer-2012-2"),  # the other one is there
        ("storskog", "", "2025", "Солдат", "storskog-soldat-2025"),
        ("storskog", "", "2025", "مرحبا", "storskog-2025"),
        ("storskog", "", "2025", "Čáhppes ŋ<b>", "storskog-cahppes-n-b-2025"),
    ],
)  # fmt: skip
def test_a_report_is_named_by_where_what_and_when(shipped, place, locality, start, words, expected):
    assert ids.crossing_id(shipped, place, locality, start, words) == expected


@pytest.mark.parametrize(
    ("outlet", "published", "title", "expected"),
    [
        ("The Barents Observer", "2025-08-22", "A soldier of the Russian army waded", "barents-observer-2025-soldier-russian-army-waded"),
        ("TV 2", "2023-09", "Hei", "tv2-2023-hei"),
        ("Новая газета Балтия", "2025-08", "Щука и ёж на Стурскуге", "novaya-gazeta-baltiya-2025-shchuka-sturskuge"),
        ("A new one", "", "", "a-new-one"),
        ("خبر", "", "خبر", "document"),
    ],
)  # fmt: skip
def test_a_document_is_named_by_outlet_year_and_headline(
    shipped, outlet, published, title, expected
):
    assert ids.article_id(shipped, outlet, published, title) == expected


@pytest.mark.parametrize(
    ("report", "outlet", "expected"),
    [
        ("pasvik-swimmer-2012", "TV 2", "pasvik-swimmer-2012-tv-2"),
        ("pasvik-swimmer-2012", "Eye on the Arctic (RCI)", "pasvik-swimmer-2012-rci"),
        ("storskog-arctic-route-2015", "Norway Today", "storskog-arctic-route-2015-norway-today-4"),
        ("new", "Hufvudstadsbladet", "new-hufvudstadsbladet"),
    ],
)
def test_an_excerpt_is_named_by_its_report_and_outlet(shipped, report, outlet, expected):
    assert ids.excerpt_id(shipped, report, outlet) == expected


def test_ids_of_another_border_are_made_from_its_own_places(other):
    place = next(iter(other.locations))
    assert ids.crossing_id(other, place, "", "2025", "").endswith("2025")
