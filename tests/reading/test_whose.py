"""Whose place, time and number it is: those of the event, not of what stands beside it."""

import pytest

from geodata.model.dataset import Dataset
from geodata.reading.document import Document
from geodata.reading.proposal import Proposal
from geodata.reading.proposing import propose
from geodata.reading.reader import read


def _events(dataset: Dataset, text: str, published: str = "2017-06-11") -> list[Proposal]:
    return propose(read(Document(text, published=published), dataset), dataset)


def _values(proposal: Proposal, *fields: str) -> tuple[str, ...]:
    return tuple(proposal.fields[name].value if name in proposal.fields else "" for name in fields)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "The border service of Russia, a part of the FSB, held the five in what it calls an "
            "attempt to cross the border to Norway.",
            "5",
        ),
        ("Border Police arrested her at the border from Russia to Norway on Sunday.", "1"),
        ("Der FSB in Murmansk hat die vier vor der Grenze zu Norwegen festgenommen.", "4"),
    ],
)
def test_a_service_is_nobody_of_the_people(shipped: Dataset, text: str, people: str) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "people_best") == (people,)
    assert "FSB" not in event.fields["people_best"].words
    assert "Police" not in event.fields["people_best"].words


@pytest.mark.parametrize(
    "text",
    [
        "Coast Guard Arctic stopped a boat at the border from Russia to Norway.",
        "Nine illegal border crossings from Russia to Norway were registered in 2016.",
    ],
)
def test_neither_a_service_nor_how_often_makes_people(shipped: Dataset, text: str) -> None:
    assert not any("people_best" in event.fields for event in _events(shipped, text))


@pytest.mark.parametrize(
    "text",
    [
        "A border in pictures\n\nSTORSKOG. Winter. Border. Photo: A. Person / Agency\n\nRussian guards "
        "arrested a Syrian man who tried to climb a fence and cross the border into Norway.",
        "En grense i bilder\n\nStorskog grensestasjon\nFoto: A. Person\n\nRussiske grensevakter stanset "
        "en syrisk mann som prøvde å krysse grensen fra Russland til Norge.",
        "Граница в снимках\n\nСтурскуг зимой. Фото: А. Некто\n\nРоссийские пограничники задержали "
        "сирийца, который пытался перейти границу с Норвегией.",
        "Raja kuvissa\n\nStorskog talvella (Kuva: A. Henkilö)\n\nVenäjän rajavartijat pysäyttivät "
        "syyrialaisen miehen, joka yritti ylittää rajan Venäjältä Norjaan.",
        "Une frontière en images\n\nStorskog en hiver. Photo : A. Quidam\n\nUn Syrien a été arrêté par "
        "des gardes russes alors qu’il essayait de passer la frontière norvégienne.",
        "Eine Grenze\n\nStorskog im Winter. Symbolbild: A. Jemand\n\nRussische Grenzer haben einen "
        "Syrer festgenommen, der versuchte, die Grenze von Russland nach Norwegen zu überqueren.",
        "STORSKOG (Agency): Russian guards arrested a Syrian man who tried to cross the border "
        "from Russia into Norway.",
    ],
)
def test_a_picture_and_a_dateline_are_no_place_of_an_event(shipped: Dataset, text: str) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "place_id", "people_best") == ("elsewhere", "1")


def test_a_picture_that_tells_the_event_is_its_place_and_time(shipped: Dataset) -> None:
    text = (
        "A year of flight\n\nThree young men crossed the border from Russia to Norway at Storskog in "
        "May 2016. Photo: A. Person\n\nThey asked for asylum."
    )
    (event,) = _events(shipped, text)
    assert _values(event, "place_id", "start", "people_best") == ("storskog", "2016-05", "3")


def test_the_time_of_a_picture_is_none_of_an_event(shipped: Dataset) -> None:
    text = (
        "Russian guards arrested a Syrian who tried to cross the border into Norway.\n\n"
        "The fence in May 2017. Photo: A. Person"
    )
    (event,) = _events(shipped, text)
    assert _values(event, "start") == ("2017-06",)


@pytest.mark.parametrize(
    "text",
    [
        "Police in Norway held a man who crossed the border from Russia and asked for asylum. "
        "In May a channel said that 9,000 migrants stood at the border between Mexico and the United "
        "States.",
        "Полиция Норвегии задержала мужчину: он пересёк границу с Мурманской областью и попросил "
        "убежища. В мае канал сообщил, что 9000 мигрантов стоят у границы Мексики и США.",
        "Politiet i Norge pågrep en mann som krysset grensen fra Murmansk og søkte asyl. I mai "
        "meldte en kanal at 9000 migranter sto ved grensen mellom Mexico og USA.",
    ],
)
def test_another_border_gives_no_time_and_who_asked_for_asylum_had_come(
    shipped: Dataset, text: str
) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "start", "end", "people_best") == ("2017-06", "2017-06-11", "1")
    assert _values(event, "kind") == ("outside_checkpoint",)


@pytest.mark.parametrize(
    "text",
    [
        "Four Iraqis sat in a rubber boat. They sailed from Russia to Norway. The FSB stopped them "
        "at sea on 8 May.",
        "Fire irakere satt i en gummibåt. De ville fra Russland til Norge. Men FSB stanset dem 8. mai.",
        "Четверо иракцев плыли в лодке. Они шли из России в Норвегию. Пограничники остановили их 8 мая.",
        "Quatre Irakiens étaient en canot. Ils allaient de Russie en Norvège. Le FSB les a arrêtés le 8 mai.",
        "Vier Iraker saßen im Boot. Sie fuhren von Russland nach Norwegen. Der FSB hat sie am 8. Mai gestoppt.",
        "Neljä irakilaista istui veneessä. He kulkivat Venäjältä Norjaan. FSB pysäytti heidät 8. toukokuuta.",
        "Cuatro iraquíes iban en barca. Iban de Rusia a Noruega. El FSB los detuvo el 8 de mayo.",
    ],
)  # fmt: skip
def test_they_whom_guards_stop_are_the_people_named_before(shipped: Dataset, text: str) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "start", "people_best", "kind") == (
        "2017-05-08",
        "4",
        "stopped_before_the_line",
    )


def test_the_month_of_may_supposes_nothing(shipped: Dataset) -> None:
    text = "On 8 May seven Iraqis crossed the border from Russia to Norway near Pasvik."
    (event,) = _events(shipped, text)
    assert _values(event, "start", "people_best") == ("2017-05-08", "7")


@pytest.mark.parametrize(
    "text",
    [
        "Several migrants left Russia to get to the EU. Six people crossed illegally into Finland on "
        "Thursday.\n\nRussian police told of other cases. Among those detained are two Cubans who "
        "were arrested near the Norwegian border. Belarus stopped three Cubans on the way to Poland.",
        "Varios migrantes salieron de Rusia para llegar a la UE. Seis personas entraron ilegalmente en "
        "Finlandia el jueves.\n\nLa policía rusa informó de otros casos. Entre los detenidos hay dos "
        "cubanos que fueron arrestados cerca de la frontera noruega.",
        "Несколько мигрантов выехали из России, чтобы попасть в ЕС. Шесть человек незаконно перешли в "
        "Финляндию в четверг.\n\nРоссийская полиция рассказала о других случаях. Среди задержанных "
        "двое кубинцев, которых поймали у границы с Норвегией.",
    ],
)
def test_an_event_here_is_told_from_one_of_another_border(shipped: Dataset, text: str) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "people_best", "start", "place_id") == ("2", "2017-06", "elsewhere")
    assert not {"Belarus", "Finlandia", "Финляндию"} & {*event.passage.text.split()}


@pytest.mark.parametrize(
    "text",
    [
        "A man was caught near Korpfjell: he crossed the border from Russia to Norway.\n\nIt is the "
        "first crossing since 2015. Then a man tried to cross the border near Vestre Jakobselv.",
        "En mann ble tatt ved Korpfjell: han krysset grensen fra Russland til Norge.\n\nDet er den "
        "første passeringen siden 2015. Da prøvde en mann å krysse grensen ved Vestre Jakobselv.",
        "Мужчину задержали у горы: он перешёл границу из России в Норвегию.\n\nЭто первый переход "
        "с 2015 года. Тогда мужчина пытался перейти границу у Вестре-Якобсельва.",
        "Ein Mann wurde am Korpfjell gefasst: Er überquerte die Grenze von Russland nach Norwegen.\n\n"
        "Es ist der erste Übertritt seit 2015. Damals versuchte ein Mann, die Grenze bei Vestre "
        "Jakobselv zu überqueren.",
    ],
)
def test_the_last_one_of_the_kind_is_an_event_of_its_own(shipped: Dataset, text: str) -> None:
    now, then = _events(shipped, text)
    assert _values(now, "place_id", "start") == ("elsewhere", "2017-06")
    assert _values(then, "place_id", "start") == ("grense-jakobselv", "2015")
    assert (now.main, then.main) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "MURMANSK, June 10. More than 80 refugees passed through the crossing point at Storskog from "
        "Russia to Norway in May, a spokesman told an agency on Friday.",
        "NIKEL, 10. juni. Over 80 flyktninger kom over grensen fra Russland til Norge ved Storskog i "
        "mai, sa en talsmann fredag.",
    ],
)
def test_when_somebody_says_it_is_no_time_of_an_event(shipped: Dataset, text: str) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "start", "end", "people_best") == ("2017-05", "2017-05", "80")


def test_a_number_before_an_act_is_people_though_a_month_is_named(shipped: Dataset) -> None:
    text = "People crossed from Russia to Norway at Storskog: in May 2017 some 70 came every week."
    assert _values(_events(shipped, text)[0], "people_best") == ("70",)


def test_who_is_said_to_have_wanted_to_cross_has_not_crossed(shipped: Dataset) -> None:
    text = (
        "De Noorse politie heeft een man opgepakt, omdat hij in Pasvik de grens met Rusland zou "
        "hebben willen oversteken."
    )
    (event,) = _events(shipped, text)
    assert _values(event, "kind", "direction") == ("stopped_before_the_line", "to_russia")


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested a man on Friday for crossing the border from Russia illegally, south of "
        "Kirkenes. The man has asked for asylum. He was held at Skrøytnes in Pasvik, they say.",
        "En mann ble pågrepet fredag etter å ha krysset grensen fra Russland, sier politiet i Kirkenes. "
        "Mannen har søkt asyl. Han ble funnet ved Skrøytnes i Pasvik.",
    ],
)
def test_a_town_that_is_named_for_the_way_to_a_place_is_not_that_place(
    shipped: Dataset, text: str
) -> None:
    (event,) = _events(shipped, text)
    assert _values(event, "place_id", "locality") == ("pasvik", "Skrøytnes")


def test_a_town_is_the_place_where_no_other_is_named(shipped: Dataset) -> None:
    text = "FSB guards arrested two Syrians in Nikel on Friday as they tried to get to Norway."
    (event,) = _events(shipped, text)
    assert _values(event, "place_id", "locality") == ("elsewhere", "Nikel")
