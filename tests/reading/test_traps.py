"""What looks like a report and is none, and what looks like a fact of it and is another."""

import pytest

from geodata.reading.document import Document
from geodata.reading.gazetteer import gazetteer
from geodata.reading.matching import WHY
from geodata.reading.proposing import propose
from geodata.reading.reader import NOTHING, read


def _events(shipped, text, published="", title="", url=""):
    reading = read(Document(text, url=url, title=title, published=published), shipped)
    return [
        {name: said.value for name, said in proposal.fields.items()}
        | {"candidates": proposal.candidates, "main": proposal.main}
        for proposal in propose(reading, shipped)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Three Syrians were detained by the FSB in Karelia as they tried to cross the border from Russia to Finland.",
        "Przez weekend 210 migrantów próbowało przekroczyć granicę z Białorusi do Polski, podaje straż graniczna.",
        "If hundreds of Russians cross the border to Norway at Storskog, it will be difficult, says the party’s leader.",
        "Hundreds of thousands of people do not want to take part in the war, says the secretary general in Norway.",
        "Norway closes the border at Storskog to tourists from Russia on 29 May. New rules forbid 20,000 visa holders to enter.",
        "The new fence at Storskog is 200 metres long and cost 4 million kroner. Norway put it up on the border to Russia.",
        "Nickel prices rose by 12 percent on Friday, and three men left the board of the Russian company in Norway.",
        "Tre menn ble pågrepet på Storskog med to droner i bagasjen fredag. Tollerne tok beslag i dronene, sier politiet i Norge.",
        "Cientos de personas pidieron paz en la frontera. Paz y pan, gritaban tres hombres en Noruega.",
        "Пограничники Мурманской области задержали семерых граждан Сомали за попытку незаконно перейти госграницу.",
        "No asylum seekers crossed the border from Russia to Norway at Storskog on Monday.",
        "",
        "   \n ",
    ],
)  # fmt: skip
def test_nothing_is_proposed_and_why_is_said(shipped, text):
    reading = read(Document(text, published="2023-01-15"), shipped)
    assert propose(reading, shipped) == []
    assert reading.nothing
    assert set(reading.nothing) <= set(NOTHING)


def test_an_other_border_is_told_from_one_without_a_report(shipped):
    finland = read(
        Document("Two men crossed the border from Russia to Finland on Friday."), shipped
    )
    fence = read(Document("Norway builds a fence on the border to Russia at Storskog."), shipped)
    assert finland.nothing == ("other-border",)
    assert fence.nothing == ("no-report",)


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("на Стурскуге", "storskog"),
        ("Storskog-grensen", "storskog"),
        ("Storkogista", "storskog"),
        ("Pasvikdalen", "pasvik"),
        ("Grense Jakobselvs", "grense-jakobselv"),
        ("Grens Jakobselv", "grense-jakobselv"),
        ("Гренсе-Якобсельва", "grense-jakobselv"),
        ("Pasvikin", "pasvik"),
        ("Пасвікельва", "pasvik"),
        ("ستورسكوغ", "storskog"),
        ("Никеля", "nikel"),
        ("Treriksrøysen", "treriksroysa"),
        ("Elsewhere", None),
        ("Jakobsen", None),
        ("Paz", None),
        ("Паз", None),
        ("storskog", None),
    ],
)
def test_places_are_found_in_any_form_and_no_false_friends(shipped, text, place_id):
    found = gazetteer(shipped).find(text, 0, len(text), frozenset())
    assert [place.place_id for place in found] == ([place_id] if place_id else [])


def test_a_short_name_needs_a_river_beside_it(shipped):
    text = "Мужчина переплыл реку Паз, чтобы попасть из России в Норвегию."
    assert _events(shipped, text)[0]["place_id"] == "pasvik"


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("on 7 March 2022", "2022-03-07", "2022-03-07"),
        ("on March 7", "2022-03-07", "2022-03-07"),
        ("in December", "2021-12", "2021-12"),
        ("in 2019", "2019", "2019"),
        ("in autumn 2015", "2015-09", "2015-11"),
        ("last summer", "2021-06", "2021-08"),
        ("yesterday", "2022-03-11", "2022-03-11"),
        ("on Friday night", "2022-03-11", "2022-03-11"),
        ("on Saturday", "2022-03-12", "2022-03-12"),
        ("two weeks ago", "2022-02", "2022-02"),
        ("last year", "2021", "2021"),
    ],
)
def test_times_are_as_exact_as_their_words(shipped, phrase, start, end):
    text = f"Two men crossed the border from Russia to Norway in Pasvik {phrase}, police say."
    event = _events(shipped, text, published="2022-03-12")[0]
    assert (event["start"], event["end"]) == (start, end)


def test_relative_words_mean_nothing_without_a_publication_date(shipped):
    text = "Two men crossed the border from Russia to Norway in Pasvik on Friday, police say."
    assert "start" not in _events(shipped, text)[0]


@pytest.mark.parametrize(
    ("published", "start", "end"),
    [("2019-05-30", "2019-05", "2019-05-30"), ("2022-09", "2022-09", "2022-09")],
)
def test_fresh_news_without_a_day_is_of_its_publication(shipped, published, start, end):
    text = (
        "Two men were caught by Russian border guards as they tried to cross the border to Norway."
    )
    event = _events(shipped, text, published=published)[0]
    assert (event["start"], event["end"]) == (start, end)


@pytest.mark.parametrize(
    "more",
    [
        "Both are in their late 20s and could get up to 2 years in prison.",
        "They got about 200 metres from the line.",
        "The fine is 12,000 kroner.",
        "It happened at 9:20 in the morning.",
        "They were born in 1989 and 1998.",
    ],
)
def test_ages_fines_distances_hours_and_years_are_no_people(shipped, more):
    text = f"Two men crossed the border from Russia to Norway in Pasvik. {more}"
    assert {event["people_best"] for event in _events(shipped, text)} == {"2"}


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("On Monday 51 people asked for asylum at the Storskog checkpoint after coming from Russia.", "asylum_at_checkpoint", "to_norway"),
        ("Hundreds of men with visas entered Norway from Russia at Storskog on Monday.", "entry_at_checkpoint", "to_norway"),
        ("A man swam across the Pasvik river from Russia to Norway on Monday.", "outside_checkpoint", "to_norway"),
        ("The FSB detained two men who tried to cross the border from Russia to Norway.", "stopped_before_the_line", "to_norway"),
        ("A tourist took a few steps into Russia from Norway at Treriksrøysa and was fined on Monday.", "border_violation", "to_russia"),
        ("Four Norwegians threw stones into Russia at Grense Jakobselv on Monday.", "object_over_the_line", "to_russia"),
        ("A Norwegian citizen walked over the border into Russia in April and was held by the FSB.", "outside_checkpoint", "to_russia"),
    ],
)  # fmt: skip
def test_kinds_and_ways_are_told_apart(shipped, text, kind, direction):
    event = _events(shipped, text, published="2022-03-12")[0]
    assert (event["kind"], event["direction"]) == (kind, direction)


def test_several_events_of_one_text_are_told_apart(shipped):
    text = (
        "A Russian soldier has been detained by Norwegian police after crossing the border from Russia.\n"
        "The man was apprehended near the village of Grense Jakobselv on Friday.\n"
        "This is not the first case.\n"
        "In January 2023, a man who says that he was with the Wagner group crossed the border in the Pasviko Valley. "
        "Three more individuals crossed at Pasvikas later that year, and another Russian citizen sought refuge "
        "in Grense Jakobselv in the autumn of 2023."
    )
    events = _events(shipped, text)
    assert sorted((event["place_id"], event.get("start", "")) for event in events) == [
        ("grense-jakobselv", ""),
        ("grense-jakobselv", "2023-09"),
        ("pasvik", "2023"),
        ("pasvik", "2023-01"),
    ]


def test_an_other_telling_of_a_report_finds_it_and_says_why(shipped):
    text = (
        "A member of the Russian military has asked for asylum after going into Norway without permission. "
        "He came from Russia through the Grens Jakobselv port in Finnmark, and climbed a fence there."
    )
    first = _events(shipped, text)[0]["candidates"][0]
    assert first.crossing_id == "grense-jakobselv-soldier-2025-08-22"
    assert "place" in first.why
    assert set(first.why) <= set(WHY)


def test_a_document_of_the_data_is_known_by_its_address(shipped):
    text = "A member of the Russian military crossed the border from Russia to Norway and asked for asylum."
    events = _events(shipped, text, url="http://www.wdmdtv.com/?p=20553")
    assert events[0]["candidates"][0].why[0] == "same-document"


def test_a_week_is_part_of_its_season_and_no_forecast_is_counted(shipped):
    text = (
        "Norway asks Russia to explain the high number of refugees.\n"
        "Only during the last week 378 refugees crossed the border between Russia and Norway at Storskog.\n"
        "Authorities believe that the number can reach 5000 by the end of the year."
    )
    events = _events(shipped, text, published="2015-10-15")
    assert [(event["people_best"], event["part_of"]) for event in events] == [
        ("378", "storskog-arctic-route-2015")
    ]


def test_national_figures_are_no_count_of_this_border(shipped):
    text = (
        "Hundreds of military-age men entered Norway at Storskog border checkpoint late September 2022.\n"
        "Russian citizens applying for asylum in Norway was up from 13 in 2021 to 294 in 2022."
    )
    events = _events(shipped, text, published="2023-01-25")
    assert [event["place_id"] for event in events] == ["storskog"]
    assert "people_best" not in events[0]
    assert events[0]["start"] == "2022-09"


@pytest.mark.parametrize(
    "text",
    [
        "Forty men crossed the border from Russia to Norway in Pasvik on 3 March 2024.",
        "Two men crossed the border from Russia to Norway in Pasvik on 3 March 1999.",
    ],
)
def test_what_no_report_fits_is_new(shipped, text):
    assert _events(shipped, text, published="2024-03-05")[0]["candidates"] == ()


CAPTION = """Oslo unsure about asylum to Russians who avoid the draft

Hundreds of young men avoiding the draft entered Norway at Storskog border checkpoint late September 2022. (Photo: A. Person)

Russian citizens applying for asylum in Norway rose from 21 in 2021 to 310 in 2022.

In the weeks of that autumn, hundreds of young men took a flight north to leave Russia. When the order came on September 21, Finland and Norway were the two last countries bordering Russia that let in tourist visa holders.

With a visa, Russians can stay for 90 days. Refusing asylum rights for Russians fleeing a war may break the law."""


def test_a_caption_keeps_its_month_and_its_kind_beside_an_order_of_one_day_and_statistics(shipped):
    (event,) = _events(shipped, CAPTION, published="2023-01-25")
    assert (event["place_id"], event["start"], event["end"]) == ("storskog", "2022-09", "2022-09")
    assert event["people_words"] == "Hundreds of young men"
    assert "people_best" not in event
    assert (event["kind"], event["direction"]) == ("entry_at_checkpoint", "to_norway")
    assert event["candidates"][0].crossing_id == "storskog-entries-2022-09"


PRISONERS = """A Russian soldier crossed into Norway from Russia near Grense Jakobselv and applied for asylum, says his lawyer.

Reports from a state agency say that an increasing number of Ukrainian prisoners of war in Russian captivity are requesting asylum in Russia rather than going home."""


def test_those_who_ask_for_asylum_where_no_kind_of_the_codebook_leads_are_no_event(shipped):
    (event,) = _events(shipped, PRISONERS)
    assert (event["place_id"], event["people_best"]) == ("grense-jakobselv", "1")


def test_a_people_behind_a_word_of_direction_is_no_way(shipped):
    (event,) = _events(
        shipped,
        "Norway gives shelter to Russians. Two Russians crossed the border near Pasvik on Friday.",
        published="2023-01-15",
    )
    assert event["direction"] == "to_norway"


@pytest.mark.parametrize(
    "text",
    [
        "Two Norwegians caught lots of fish in the border river by Grense Jakobselv on Friday.",
        "To nordmenn fanget krabber ved grensen til Russland i Grense Jakobselv fredag.",
        "W piątek dwaj Norwegowie łapali ryby na granicy z Rosją w Grense Jakobselv.",
        "В пятницу двое норвежцев ловили рыбу на границе с Россией в Гренсе-Якобсельве.",
        "У п’ятницю двоє норвежців ловили рибу на кордоні з Росією у Гренсе-Якобсельві.",
        "Am Freitag haben zwei Norweger an der Grenze zu Russland bei Grense Jakobselv Fische gefangen.",
    ],
)  # fmt: skip
def test_who_catches_fish_is_not_caught(shipped, text):
    assert _events(shipped, text, published="2022-03-12") == []


@pytest.mark.parametrize(
    "text",
    [
        "One of the routes of refugees crosses the border from Russia to Norway at Storskog.",
        "Una delle rotte dei profughi passa il confine della Russia con la Norvegia a Storskog.",
        "Один из маршрутов беженцев пересекает границу России с Норвегией у Стурскуга.",
        "Het is een raadsel: de soldaten zijn bij Pasvik de grens van Rusland naar Noorwegen overgestoken.",
    ],
)
def test_what_is_counted_beside_people_is_no_number_of_them(shipped, text):
    assert all("people_best" not in event for event in _events(shipped, text, "2022-03-12"))


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian police detained a soldier, who once fled from Russia to Norway and asked for asylum, as he tried to cross the border. He was stopped while trying to reach Russia.",
        "Norsk politi pågrep en maler, som en gang flyktet fra Russland til Norge og fikk asyl, da han prøvde å krysse grensen. Han ble stanset på vei til Russland.",
        "Норвежская полиция задержала солдата, который прежде бежал из России в Норвегию, когда он пытался перейти границу. Его остановили на пути в Россию.",
    ],
)  # fmt: skip
def test_what_is_told_aside_of_the_past_of_people_is_not_what_they_did_now(shipped, text):
    (event,) = _events(shipped, text, published="2022-03-12")
    assert (event["kind"], event["direction"]) == ("stopped_before_the_line", "to_russia")


@pytest.mark.parametrize(
    "text",
    [
        "De Noorse politie heeft een koksmaat aangehouden, omdat hij stiekem de grens naar Rusland zou hebben willen oversteken.",
        "A polícia norueguesa deteve um cozinheiro que teria querido cruzar a fronteira para a Rússia.",
        "Norska lögreglan hefur handtekið hermann sem er sagður hafa viljað fara yfir landamærin til Rússlands.",
    ],
)  # fmt: skip
def test_who_is_caught_since_they_wanted_to_cross_did_not_cross(shipped, text):
    (event,) = _events(shipped, text, published="2022-03-12")
    assert (event["kind"], event["direction"]) == ("stopped_before_the_line", "to_russia")


def test_a_border_with_another_country_is_not_this_one(shipped):
    text = (
        "Two anglers from Russia drifted over the border to Norway at Grense Jakobselv.\n\n"
        "Last week a Russian ran off from guards on the border with Estonia after he was detained."
    )
    (event,) = _events(shipped, text, published="2022-03-12")
    assert event["kind"] == "outside_checkpoint"
