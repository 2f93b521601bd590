"""Every message in every language: whole, in all its forms, with the same gaps and the same markup."""

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from geodata.words import language

ROOT = Path(__file__).parents[2]
LANGUAGES = [code for code in language.catalogs() if code != language.SOURCE]
GAP = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?\w+[^>]*>")
# Signs that end a sentence or lead on: a translation ends as its original does.
END = re.compile(r"[.:…?!]?\s*$")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The messages that stand in the code and in the templates."""
    path = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = [
        "pybabel",
        "-q",
        "extract",
        "-k",
        "complaint",
        "-F",
        str(ROOT / "pyproject.toml"),
        "-o",
        str(path),
    ]
    CommandLineInterface().run([*command, str(ROOT)])
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalog(request):
    """The catalog of one language."""
    path = language.FOLDER / request.param / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def _key(message):
    one = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, one


def _messages(catalog):
    return [message for message in catalog if message.id]


def _forms(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _originals(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_there_are_languages_and_messages(template):
    assert {"nb", "ru", "fi"} <= set(LANGUAGES)
    assert len(_messages(template)) > 300


def test_a_catalog_has_every_message_and_no_other(template, catalog):
    wanted, found = ({_key(each) for each in _messages(one)} for one in (template, catalog))
    assert sorted(map(str, wanted - found)) == []
    assert sorted(map(str, found - wanted)) == []
    assert not catalog.obsolete


def test_no_message_is_untranslated_or_a_guess(catalog):
    bare = [message.id for message in _messages(catalog) if not all(_forms(message))]
    assert bare == []
    assert [message.id for message in _messages(catalog) if message.fuzzy] == []


def test_a_counted_message_has_every_form_of_its_language(catalog):
    wanted = get_plural(catalog.locale).num_plurals
    assert catalog.num_plurals == wanted
    counted = [message for message in _messages(catalog) if message.pluralizable]
    assert counted
    assert [m.id for m in counted if len(_forms(m)) != wanted] == []


def test_a_translation_has_the_gaps_and_the_markup_of_its_original(catalog):
    for message in _messages(catalog):
        gaps = set(GAP.findall(_originals(message)[-1]))
        tags = sorted(TAG.findall(_originals(message)[-1]))
        for form in _forms(message):
            assert set(GAP.findall(form)) == gaps, (message.id, form)
            assert sorted(TAG.findall(form)) == tags, (message.id, form)
            assert "%" not in GAP.sub("", form), (message.id, form)


def test_a_translation_begins_and_ends_as_its_original_does(catalog):
    for message in _messages(catalog):
        original = _originals(message)[-1]
        for form in _forms(message):
            assert form == form.strip() or original != original.strip(), (message.id, form)
            assert "  " not in form, (message.id, form)
            if GAP.sub("", original).strip():
                assert END.search(form).group() == END.search(original).group(), (message.id, form)


def scripts(word):
    return {unicodedata.name(sign, "").split()[0] for sign in word if sign.isalpha()}


def test_no_word_mixes_letters_that_look_alike(catalog):
    for message in _messages(catalog):
        for form in _forms(message):
            for word in re.findall(r"\w+", GAP.sub(" ", TAG.sub(" ", form))):
                assert len(scripts(word) & {"LATIN", "CYRILLIC"}) < 2, (message.id, word)


@pytest.mark.parametrize("code", ["nb", "ru"])
def test_every_text_of_the_shipped_data_is_there_in_every_language(shipped, code):
    from geodata.model.translated import lacking

    assert [(row["row"], row["column"]) for row in lacking(shipped, code)] == []


def test_no_word_of_a_translation_of_the_data_mixes_letters_that_look_alike(shipped):
    for text in shipped.translations["text"]:
        for word in re.findall(r"\w+", text):
            assert len(scripts(word) & {"LATIN", "CYRILLIC"}) < 2, (text, word)


def _numbers(text):
    """The digits of a text, number by number, without what stands between thousands."""
    closed = re.sub(r"(?<=\d)[\s,.](?=\d{3}(?!\d))", "", text)
    return sorted(re.findall(r"\d+", closed))


def test_a_translation_of_the_data_has_the_numbers_of_its_original(shipped):
    table = shipped.translations
    wrong = [
        (row["language"], row["row"], row["original"], row["text"])
        for row in table.to_dict("records")
        if _numbers(row["original"]) != _numbers(row["text"])
    ]
    assert wrong == []


def test_no_translation_of_the_data_is_of_words_that_were_changed_since(shipped):
    from geodata.model.translatable import BASEMAP, COLUMNS, DESCRIPTION, texts_of

    said = {(DESCRIPTION, key, holder[key]) for _, key, holder in texts_of(shipped.package)}
    said |= {
        (BASEMAP, "name", each["properties"]["name"]) for each in shipped.border.layers["names"]
    }
    for name, columns in COLUMNS.items():
        for column in columns:
            said |= {(name, column, text) for text in getattr(shipped, name)[column]}
    table = shipped.translations
    kept = zip(table["resource"], table["column"], table["original"], strict=True)
    assert [each for each in kept if each not in said] == []
