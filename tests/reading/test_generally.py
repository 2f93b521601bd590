"""What holds in any language: of dates, headlines, ways, passages, nations and days of publication."""

import pytest

from geodata.model.dataset import Dataset
from geodata.reading.countries import elsewhere
from geodata.reading.document import Document
from geodata.reading.languages import language_of
from geodata.reading.lexicon import LANGUAGES, lexicon
from geodata.reading.origin import stated
from geodata.reading.proposal import Proposal
from geodata.reading.proposing import propose
from geodata.reading.reader import read


def _events(dataset: Dataset, text: str, published: str = "2025-08-23") -> list[Proposal]:
    return propose(read(Document(text, published=published), dataset), dataset)


def _value(proposal: Proposal, field: str) -> str:
    return proposal.fields[field].value if field in proposal.fields else ""


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [
        ("Publicerad 29 april 2020 kl 15.02", "sv", "2020-04-29"),
        ("7 апреля 2020, 23:34", "ru", "2020-04-07"),
        ("May 30, 2019", "en", "2019-05-30"),
        ("Sat, 31 Jul 2016", "en", "2016-07-31"),
        ("13. tammikuuta 2023 klo 15.02", "fi", "2023-01-13"),
        ("April 2020", "en", "2020-04"),
        ("2016", "en", "2016"),
        ("Wednesday", "en", ""),
        ("5 May 18:00", "en", ""),
    ],
)
def test_a_day_of_publication_is_read_as_it_is_written(
    written: str, language: str, day: str
) -> None:
    assert stated(written, language) == day


def test_a_line_at_the_head_says_when_a_text_was_published(shipped: Dataset) -> None:
    text = "16 января 2023, 12:30\n\nВ пятницу россиянин перешёл границу в Норвегию у Никеля."
    found = read(Document(text), shipped)
    assert found.document.published == "2023-01-16"
    assert _value(propose(found, shipped)[0], "start") == "2023-01-13"


@pytest.mark.parametrize(
    "text",
    [
        "21 серпня у Гренсе-Якобсельві затримали росіянина, який попросив у Норвегії притулку.",
        "21 августа у Гренсе-Якобсельва задержали россиянина: он перешёл границу в Норвегию.",
    ],
)
def test_the_day_of_a_date_is_no_number_of_people(shipped: Dataset, text: str) -> None:
    event = _events(shipped, text)[0]
    assert (_value(event, "people_best"), _value(event, "start")) == ("1", "2025-08-21")
    assert _value(event, "direction") == "to_norway"


def test_an_age_and_a_fine_are_no_number_of_people(shipped: Dataset) -> None:
    text = "74-åringen krysset grensa til Russland ved Grense Jakobselv og fikk 8.000 kroner i bot."
    assert _value(_events(shipped, text)[0], "people_best") in {"1", ""}


def test_people_named_one_by_one_are_added_up(shipped: Dataset) -> None:
    text = "A man and two women crossed the border from Russia to Norway at Grense Jakobselv."
    assert _value(_events(shipped, text)[0], "people_best") == "3"


@pytest.mark.parametrize(
    "text",
    [
        "Przez granicę z Norwegią przedarł się żołnierz rosyjskiej armii.",
        "Ein russischer Deserteur hat sich über die Grenze nach Nordnorwegen abgesetzt.",
    ],
)
def test_who_is_of_one_side_goes_to_the_other(shipped: Dataset, text: str) -> None:
    assert _value(_events(shipped, text)[0], "direction") == "to_norway"


def test_words_of_a_headline_are_no_name(shipped: Dataset) -> None:
    text = (
        "Sparks Diplomatic and Legal Controversy After Asylum Crossing\n\n"
        "Norway and Russia share a border."
    )
    read_names = [m for m in read(Document(text), shipped).mentions if m.sort == "people"]
    assert not read_names


def test_a_passage_holds_what_goes_on_and_no_label_of_the_page(shipped: Dataset) -> None:
    text = (
        "Share this story\n\nA Russian man crossed the border river to Norway on Friday. "
        "He swam near Grense Jakobselv and asked for asylum.\n\nPhoto: Police"
    )
    passage = _events(shipped, text)[0].passage.text
    assert "crossed the border river" in passage
    assert "Grense Jakobselv" in passage
    assert "Share" not in passage
    assert "Photo" not in passage


def test_people_of_two_nations_are_two_events(shipped: Dataset) -> None:
    text = (
        "Two people from Nigeria were stopped on their way to Norway, Russian border guards say. "
        "A group of people from Senegal had been held at the Norwegian border too."
    )
    assert len(_events(shipped, text, "2018-08-13")) == 2


def test_a_time_to_come_is_no_time_of_an_event(shipped: Dataset) -> None:
    text = "Two Syrians crossed the border from Russia to Norway.\n\nPrinted on 4 November 2031"
    assert _value(_events(shipped, text)[0], "start") == "2025-08"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ein russisk mann vart pågripen på Storskog med to dronar i bagasjen.", "nn"),
        ("En russisk mann ble pågrepet på Storskog etter at han ikke ville snu.", "nb"),
        ("En ung mand svømmede over Jakobselva fra Rusland lørdag aften.", "da"),
        ("Hundreds of young men entered Norway from Russia at Storskog in September.", "en"),
    ],
)
def test_a_short_text_of_a_near_language_is_told_apart(text: str, language: str) -> None:
    assert language_of(text) == language


def test_what_tells_the_language_of_a_short_text_is_small() -> None:
    from pathlib import Path

    language_of("Zwei Männer haben die Grenze überquert.")  # loads whatever is loaded at first
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    language_of("Kaksi miestä ylitti rajan Storskogissa.")
    assert int(Path("/proc/self/statm").read_text().split()[1]) - pages < 25_000  # 100 MB


def test_a_passage_reaches_over_a_sentence_to_what_tells_of_the_same_people(
    shipped: Dataset,
) -> None:
    text = (
        "Three people were sentenced for an attempt to cross from Russia into Norway. "
        "The verdict came after a short hearing. "
        "The three Syrians left Pechenga in a small boat on 8 October 2019."
    )
    event = _events(shipped, text, "2020-04-21")[0]
    assert event.passage.text == text


def test_a_short_passage_goes_on_and_never_into_a_headline(shipped: Dataset) -> None:
    text = "En russer tok seg over grensa til Norge fredag.\n\nPolitiet rykket ut.\n\nLes også"
    event = _events(shipped, text)[0]
    assert event.passage.text == text.removesuffix("\n\nLes også")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El individuo, indicó la policía, cruzó la frontera."),
        ("fr", "Il a franchi la frontière."),
        ("en", "Three children were indicted at the border."),
        ("fi", "Mies otettiin kiinni rajan oikealla puolella."),
        ("nl", "Indien hij de grens over gaat, volgt een boete."),
        ("ru", "До того, как он перешёл границу, шёл снег."),
        ("nb", "Der krysser man grensen."),
        ("de", "Mit dem Kind in den Armen kam er über die Grenze."),
    ],
)
def test_a_word_is_no_country_that_only_begins_as_one(
    shipped: Dataset, language: str, text: str
) -> None:
    tokens = lexicon(language).tokens.of(text)
    assert not elsewhere(shipped, language, text, tokens)


def test_an_other_country_is_known_by_name_and_people(shipped: Dataset) -> None:
    text = "Deux Syriens et un Somalien sont venus du Togo."
    found = elsewhere(shipped, "fr", text, lexicon("fr").tokens.of(text))
    assert [hit.value for hit in found] == ["SY", "SO", "TG"]


def test_what_a_verb_at_the_end_supposes_is_no_report(shipped: Dataset) -> None:
    start = "Es waren hunderte Russen, die bei Storskog über die Grenze nach Norwegen"
    assert not _events(shipped, f"{start} fliehen könnten.")
    assert _events(shipped, f"{start} flohen und bleiben wollen.")


def test_an_act_that_is_a_denial_is_reported(shipped: Dataset) -> None:
    event = _events(shipped, "Fredag slapp ikke to russere over grensen på Storskog.")[0]
    assert _value(event, "kind") == "stopped_before_the_line"
    assert _value(event, "people_best") == "2"


def test_who_came_and_was_arrested_then_was_not_stopped_before_the_line(
    shipped: Dataset,
) -> None:
    text = "To menn kom fra Russland til Norge søndag. Senere ble de pågrepet."
    assert _value(_events(shipped, text)[0], "kind") == "outside_checkpoint"


@pytest.mark.parametrize(
    ("text", "people", "start"),
    [
        ("Hittil har 1900 russere kommet til Norge over Storskog.", "1900", "2025-08"),
        ("I 2019 kom 30 russere til Norge over Storskog.", "30", "2019"),
        ("In 2019 migrants crossed from Russia into Norway.", "", "2019"),
    ],
)
def test_a_number_like_a_year_counts_people_right_before_them(
    shipped: Dataset, text: str, people: str, start: str
) -> None:
    event = _events(shipped, text)[0]
    assert (_value(event, "people_best"), _value(event, "start")) == (people, start)


@pytest.mark.parametrize(
    "text",
    [
        "In January the line at Storskog was crossed 4303 times.",
        "За январь «Стурскуг – Борисоглебск» пересекли 4303 раза.",
        "An der Linie zu Norwegen sind Kameras. Viele halten für ein Selfie.",
    ],
)
def test_how_often_a_border_is_crossed_and_photographs_are_no_reports(
    shipped: Dataset, text: str
) -> None:
    assert not _events(shipped, text)


def test_an_exact_spot_has_no_radius(shipped: Dataset) -> None:
    event = _events(shipped, "En russer kom fra Russland til Storskog fredag og søkte asyl.")[0]
    assert _value(event, "location_precision") == "exact"
    assert _value(event, "latitude")
    assert not _value(event, "radius_km")


def test_what_people_did_tells_an_undated_report_from_others(shipped: Dataset) -> None:
    text = (
        "A Russian soldier asked for asylum in Norway after he crossed the border, Dagbladet "
        "writes. He came by taxi to the border, then on foot over a fence."
    )
    event = _events(shipped, text, published="")[0]
    assert event.candidates[0].crossing_id == "grense-jakobselv-soldier-2025-08-22"


@pytest.mark.parametrize(("published", "season"), [("", False), ("2015-10-20", True)])
def test_a_few_people_of_no_year_are_part_of_no_season(
    shipped: Dataset, published: str, season: bool
) -> None:
    text = (
        "Eight Afghans turned up at the Norwegian border station of Storskog and asked for asylum."
    )
    (event,) = _events(shipped, text, published)
    listed = [one.crossing_id for one in event.candidates]
    assert ("storskog-arctic-route-2015" in listed) == season


@pytest.mark.parametrize(
    ("when", "first", "never"),
    [
        ("in August", "grense-jakobselv-soldier-2025-08-22", "grense-jakobselv-chinese-2015"),
        ("on 22 August", "grense-jakobselv-soldier-2025-08-22", "grense-jakobselv-chinese-2015"),
        ("on Friday", "grense-jakobselv-soldier-2025-08-22", ""),
        ("on Tuesday", "grense-jakobselv-chinese-2015", ""),
        ("in March", "", "grense-jakobselv-soldier-2025-08-22"),
    ],
)
def test_a_month_or_weekday_without_its_year_still_tells_reports_apart(
    shipped: Dataset, when: str, first: str, never: str
) -> None:
    text = f"A young man crossed the border at Grense Jakobselv into Norway {when} and asked for asylum."
    (event,) = _events(shipped, text, "")
    assert "start" not in event.fields
    listed = [one.crossing_id for one in event.candidates]
    assert next(iter(listed), "") == first
    assert never not in listed


@pytest.mark.parametrize(
    ("more", "first"),
    [
        (".\n\nIt was on Tuesday.", "grense-jakobselv-chinese-2015"),
        (", the police said on Tuesday.", "grense-jakobselv-soldier-2025-08-22"),
        (". It was on Friday.\n\nThe one before came on 30th of November.", "grense-jakobselv-soldier-2025-08-22"),
    ],
)  # fmt: skip
def test_the_weekday_of_an_event_is_none_of_saying_so_and_no_date_of_the_page(
    shipped: Dataset, more: str, first: str
) -> None:
    text = (
        f"A young man crossed the border at Grense Jakobselv into Norway and asked for asylum{more}"
    )
    event = _events(shipped, text, "")[0]
    assert event.candidates[0].crossing_id == first


def test_a_report_of_one_person_is_none_of_hundreds(shipped: Dataset) -> None:
    text = (
        "Since the beginning of the year about 200 people, most of them from Syria, have crossed "
        "the border from Russia to Norway at Borisoglebsk. On 16 September a Syrian came to the "
        "checkpoint and was not let through."
    )
    first, second = _events(shipped, text, "2015-09-22")
    assert first.candidates[0].crossing_id == "storskog-arctic-route-2015"
    assert second.candidates[0].crossing_id == "borisoglebsk-syrian-refused-2015-09-16"


@pytest.mark.parametrize(
    "text",
    [
        "Más rusos llegaron a la frontera de Noruega, dijeron las autoridades de los dos países.",
        "More Russians came over the border to Norway at Storskog, guards of the two countries said.",
    ],
)
def test_the_two_countries_are_no_two_people(shipped: Dataset, text: str) -> None:
    events = _events(shipped, text, "2022-09-27")
    assert not any("people_best" in event.fields for event in events)


def test_a_text_that_names_no_nation_is_rather_a_report_without_one(shipped: Dataset) -> None:
    text = (
        "Russian border guards in the Pechenga district stopped two men who tried to get into "
        "Norway illegally."
    )
    (event,) = _events(shipped, text, "2026-01-10")
    assert [one.crossing_id for one in event.candidates] == ["pechenga-two-men-2024-05"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_no_key_that_nothing_reads(language: str) -> None:
    for table in ("acts", "marks"):
        known = {*lexicon("en").table(table), "hearsay"}
        assert {*lexicon(language).table(table)} <= known


def test_a_country_behind_a_semicolon_is_not_that_of_the_people_before(shipped: Dataset) -> None:
    text = "Lithuanian news: found in a boot near Storskog were three Tunisians; Norway lay ahead."
    assert all(_value(event, "direction") != "to_russia" for event in _events(shipped, text))


def test_a_headline_is_no_passage_if_the_text_tells_of_as_many(shipped: Dataset) -> None:
    body = "Since spring 70 people in all have gone this way into Norway, most of them students."
    text = (
        f"Seventy students crossed the border from Russia to Norway\n\nIt is cold here.\n\n{body}"
    )
    passage = _events(shipped, text)[0].passage.text
    assert body in passage
    assert "Seventy" not in passage


def test_a_passage_is_where_the_day_and_the_place_on_the_border_are(shipped: Dataset) -> None:
    first = "A man sought asylum after he crossed the border from Russia to Norway on foot."
    small = "Nobody in the little town had thought that such a thing could be, " * 2
    filler = f"{small}or so it is told. " * 2
    exact = "The man crossed the border at Grense Jakobselv on 18 August 2025."
    passage = _events(shipped, f"{first} {filler}{exact}")[0].passage.text
    assert exact in passage
    assert first not in passage


GUARDS = (
    "A lost deserter came over the border from Russia to Norway by night, and he asked for asylum. "
    "Police in the far north-east are at work to find out who he is and whence he came, "
    "and they will say no more of it today. Guards of the garrison, who were out with two dogs, "
    "had seized the man at Grense Jakobselv on Friday. "
    "He was held for a night."
)


def test_a_passage_tells_that_people_went_and_does_not_go_on(shipped: Dataset) -> None:
    longer = (
        "The man had crossed the border on foot, and told the police of it in a long talk at noon."
    )
    (event,) = _events(shipped, f"{GUARDS} {longer}")
    assert event.passage.text.startswith("A lost deserter came over the border")
    assert not event.passage.text.endswith(longer)


def test_one_who_is_stopped_is_no_part_of_a_season_of_those_who_came(shipped: Dataset) -> None:
    text = (
        "FSB officers detained a Syrian refugee on the road to Storskog in autumn 2015, as he tried "
        "to cross the border to Norway. Syrian refugees had come to the checkpoint by bicycle."
    )
    event = _events(shipped, text, published="")[0]
    assert event.fields["kind"].value == "stopped_before_the_line"
    assert all("part" not in one.why for one in event.candidates)


def test_a_people_is_known_by_its_name_though_its_country_is_spelt_otherwise(
    shipped: Dataset,
) -> None:
    text = "FSB zatrzymała trzech Sudańczyków, którzy próbowali przekroczyć granicę z Norwegią."
    (event,) = _events(shipped, text, published="")
    assert event.candidates[0].crossing_id == "murmansk-three-sudanese-2017-02-23"


def test_a_hand_over_the_line_is_known_in_every_language(shipped: Dataset) -> None:
    text = "غرمت الشرطة النرويجية امرأة لأن يدها عبرت الحدود بين النرويج وروسيا."
    (event,) = _events(shipped, text, published="")
    assert event.candidates[0].crossing_id == "treriksroysa-woman-hand-2021"


@pytest.mark.parametrize(
    "text",
    [
        "En mann ble pågrepet ved 12-tiden i går ved Storskog etter å ha krysset grensen fra Russland.",
        "Ved 12-tiden en mann ble pågrepet på grensen til Russland ved Storskog. Han hadde krysset den.",
        "Vid 14-tiden en man greps vid gränsen mot Ryssland vid Storskog. Han hade korsat den.",
    ],
)
def test_an_hour_counts_nobody(shipped: Dataset, text: str) -> None:
    assert [event.fields["people_best"].value for event in _events(shipped, text)] == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "В районе Печенги на границе поймали сирийцев. Двух граждан Сирии, которые шли в Норвегию, задержали пограничники.",
        "Syrians caught at the border in Pechenga. Guards detained two citizens of Syria who walked towards Norway.",
    ],
)
def test_a_people_who_are_caught_at_the_border_make_it_no_border_of_theirs(
    shipped: Dataset, text: str
) -> None:
    events = _events(shipped, text)
    assert [event.fields["people_best"].value for event in events] == ["2"]
    assert events[0].passage.text.endswith(text.split(". ")[1])


@pytest.mark.parametrize(
    "text",
    [
        "A Russian man has fled to Norway over the river at Grense Jakobselv, and asked for asylum.",
        "En russisk mann har flyktet til Norge over elva ved Grense Jakobselv og søkt asyl.",
    ],
)
def test_who_fled_to_a_country_did_not_flee_it(shipped: Dataset, text: str) -> None:
    assert [_value(event, "direction") for event in _events(shipped, text)] == ["to_norway"]


def test_the_soviet_union_is_on_its_side_of_the_border(shipped: Dataset) -> None:
    text = "In 1965 an American illegally crossed the border from Norway into the USSR near Boris Gleb."
    (event,) = _events(shipped, text, published="2017")
    assert (_value(event, "direction"), _value(event, "start")) == ("to_russia", "1965")


@pytest.mark.parametrize(
    "text",
    [
        "За два месяца российско-норвежскую границу пересекли свыше полутора тысяч беженцев.",
        "За два місяці російсько-норвезький кордон перетнули понад півтори тисячі біженців.",
        "W dwa miesiące granicę Rosji z Norwegią przekroczyło półtora tysiąca uchodźców.",
    ],
)
def test_one_and_a_half_thousand_is_a_number(shipped: Dataset, text: str) -> None:
    assert [_value(event, "people_best") for event in _events(shipped, text)] == ["1500"]
