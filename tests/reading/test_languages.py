"""One sentence a language: who came where, when and how many, in its own inflections."""

import pytest

from geodata.reading.document import Document
from geodata.reading.lexicon import LANGUAGES, lexicon
from geodata.reading.proposing import propose
from geodata.reading.reader import read

FRIDAY, SUNDAY = "2023-01-13", "2023-01-15"


def _fields(shipped, text, published=SUNDAY):
    reading = read(Document(text, published=published), shipped)
    proposals = propose(reading, shipped)
    assert proposals, reading.nothing
    return {name: said.value for name, said in proposals[0].fields.items()} | {
        "language": reading.language
    }


SENTENCES = [
    ("en", "On Friday three men crossed the border from Russia to Norway in the Pasvik valley and asked for asylum.", 3),
    ("nb", "Fredag krysset tre menn grensen fra Russland til Norge i Pasvikdalen, og de søkte om asyl hos politiet.", 3),
    ("nn", "Fredag kryssa tre menn grensa frå Russland til Noreg i Pasvikdalen, og dei søkte ikkje om noko anna enn asyl.", 3),
    ("sv", "I fredags korsade tre män gränsen från Ryssland till Norge vid Pasvik och sökte asyl hos polisen.", 3),
    ("da", "Fredag krydsede tre mænd grænsen fra Rusland til Norge ved Pasvik og søgte asyl hos det norske politi.", 3),
    ("fi", "Perjantaina kolme miestä ylitti rajan Venäjältä Norjaan Pasvikin laaksossa ja haki turvapaikkaa.", 3),
    ("de", "Am Freitag überquerten drei Männer bei Pasvik die Grenze von Russland nach Norwegen und baten um Asyl.", 3),
    ("nl", "Vrijdag zijn drie mannen bij Pasvik de grens van Rusland naar Noorwegen overgestoken en vroegen asiel aan.", 3),
    ("fr", "Vendredi, trois hommes ont franchi la frontière de la Russie vers la Norvège à Pasvik et demandé l’asile.", 3),
    ("es", "El viernes tres hombres cruzaron la frontera de Rusia a Noruega en Pasvik y pidieron asilo a la policía.", 3),
    ("it", "Venerdì tre uomini hanno attraversato il confine dalla Russia in Norvegia a Pasvik e hanno chiesto asilo.", 3),
    ("pt", "Na sexta-feira três homens cruzaram a fronteira da Rússia para a Noruega em Pasvik e pediram asilo.", 3),
    ("pl", "W piątek trzech mężczyzn przekroczyło granicę z Rosji do Norwegii w dolinie Pasvik i poprosiło o azyl.", 3),
    ("cs", "V pátek překročili tři muži v údolí Pasvik hranici z Ruska do Norska a požádali tam policii o azyl.", 3),
    ("sk", "V piatok prekročili traja muži v údolí Pasvik hranicu z Ruska do Nórska a požiadali tam políciu o azyl.", 3),
    ("ru", "В пятницу трое мужчин перешли границу из России в Норвегию в долине Пасвика и попросили убежища.", 3),
    ("uk", "У п’ятницю троє чоловіків перейшли кордон з Росії до Норвегії в долині Пасвік і попросили притулку.", 3),
    ("et", "Reedel ületasid kolm meest Pasviki orus piiri Venemaalt Norrasse ja palusid seal varjupaika.", 3),
    ("lt", "Penktadienį trys vyrai Pasviko slėnyje kirto sieną iš Rusijos į Norvegiją ir paprašė prieglobsčio.", 3),
    ("lv", "Piektdien trīs vīrieši Pasvikas ielejā šķērsoja robežu no Krievijas uz Norvēģiju un lūdza patvērumu.", 3),
    ("is", "Á föstudag fóru þrír menn yfir landamærin frá Rússlandi til Noregs í Pasvik og sóttu um hæli þar.", 3),
    ("ar", "عبر ثلاثة رجال الحدود من روسيا إلى النرويج يوم الجمعة قرب باسفيك وطلبوا اللجوء هناك.", 3),
    ("se", "Bearjadaga golbma olbmo rasttildedje ráji Ruoššas Norgii Báhčaveajis ja ohce asyla Norggas, dadjá politiija. Sii ledje vázzán guhkká ja bohte dohko ŋielladávvirin.", 3),
]  # fmt: skip


def test_every_language_has_a_sentence():
    assert {language for language, _, _ in SENTENCES} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text", "people"), SENTENCES, ids=[one[0] for one in SENTENCES]
)
def test_a_crossing_is_read(shipped, language, text, people):
    found = _fields(shipped, text)
    assert found["language"] == language
    assert found["place_id"] == "pasvik"
    assert found["start"] == FRIDAY
    assert found["people_best"] == str(people)
    assert found["direction"] == "to_norway"
    assert found["kind"] == "outside_checkpoint"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_what_the_reader_asks_for(language):
    given = lexicon(language).given
    tables = {"numbers", "people", "units", "time", "direction", "acts", "marks", "sources"}
    assert tables <= set(given)
    assert {"one", "many", "vague"} <= set(given["people"])
    assert {"crossed", "arrived", "asylum", "stopped", "tried"} <= set(given["acts"])
    assert {"border", "checkpoint", "negated", "if", "may"} <= set(given["marks"])
    assert all(
        int(number) > 0
        for table in ("numbers", "together", "months", "days")
        for number in given.get(table, {})
    )


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Двоих мужчин задержали у границы с Норвегией в Пасвике: они пытались перейти из России.",
            "2",
        ),
        ("Шестерых суданцев задержали: они хотели попасть в Норвегию из России через Пасвик.", "6"),
        (
            "Straż zatrzymała dwóch Syryjczyków, którzy próbowali przekroczyć granicę z Rosji do Norwegii w Pasvik.",
            "2",
        ),
        ("Mannen krysset grensen fra Russland til Norge i Pasvik i natt, opplyser politiet.", "1"),
        ("Nesten 5.500 asylsøkere kom over grensen fra Russland til Norge ved Storskog.", "5500"),
        ("Przez Storskog przeszło z Rosji do Norwegii 5,5 tys. migrantów.", "5500"),
        ("Runt 4 000 asylsökande har kommit in i Norge via Storskog från Ryssland.", "4000"),
        (
            "A member of the Russian military crossed the border from Russia to Norway in Pasvik.",
            "1",
        ),
    ],
)
def test_people_are_counted_in_every_form(shipped, text, people):
    assert _fields(shipped, text)["people_best"] == people


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Hundreds of young men entered Norway from Russia at Storskog in September 2022.",
            "Hundreds of young men",
        ),
        (
            "A group of migrants crossed the border from Russia to Norway in Pasvik.",
            "A group of migrants",
        ),
        ("Сотни беженцев приехали из России в Норвегию через Стурскуг.", "Сотни беженцев"),
    ],
)
def test_vague_words_are_kept_as_words(shipped, text, words):
    found = _fields(shipped, text)
    assert found["people_words"] == words
    assert "people_best" not in found
