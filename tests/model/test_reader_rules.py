"""What a description may say for its readers, and what of it is refused."""

import pytest

from tests import package
from tests.package import crossing


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"corrections": "https://example.org/x"}, []),
        ({"corrections": "mailto:a@example.org"}, []),
        ({"corrections": "Write to us: see the README"}, []),
        ({"corrections": "#if-something-is-wrong"}, []),
        ({"corrections": "# wrong"}, ["corrections: '# wrong' is no address with http, https, mailto or #, and no plain words"]),
        ({"corrections": 3}, ["corrections: must be a text, not '3'"]),
        ({"corrections": " "}, ["corrections: must be a text, not ' '"]),
        ({"corrections": "javascript:alert(1)"}, ["corrections: 'javascript:alert(1)' is no address with http, https, mailto or #, and no plain words"]),
        ({"corrections": "mailto:nobody"}, ["corrections: 'mailto:nobody' is no address with http, https, mailto or #, and no plain words"]),
        ({"synonyms": {}}, []),
        ({"synonyms": {"border guard": ["grensevakt", "погран*"]}}, []),
        ({"synonyms": []}, ["synonyms: must be an object: a word of the data, and a list of words for it"]),
        ({"synonyms": {"police": []}}, ["synonyms, 'police': must be a list of at least one word"]),
        ({"synonyms": {"police": "politi"}}, ["synonyms, 'police': must be a list of at least one word"]),
        ({"synonyms": {"-": ["politi"]}}, ["synonyms, '-': is blank, but must be a word of the data"]),
        ({"synonyms": {"police": ["to ord"]}}, ["synonyms, 'police' 1: must be a single word, which may end in a star, not 'to ord'"]),
        ({"synonyms": {"police": ["ok", 7]}}, ["synonyms, 'police' 2: must be a single word, which may end in a star, not '7'"]),
        ({"synonyms": {"police": ["po*"]}}, ["synonyms, 'police' 1: 'po*' needs at least 3 letters before its star"]),
        ({"synonyms": {"police": ["*"]}}, ["synonyms, 'police' 1: '*' needs at least 3 letters before its star"]),
        ({"synonyms": {"police": ["pol*iti"]}}, ["synonyms, 'police' 1: 'pol*iti' has a star that is not at its end"]),
    ],
)  # fmt: skip
def test_what_speaks_to_readers_is_checked(tmp_path, given, said):
    folder = package.write(tmp_path / "package", [crossing("a")])
    package.redescribe(folder, lambda found: found | given)
    assert package.said(folder) == [f"datapackage.json, {each}" for each in said]


@pytest.mark.parametrize(("verb", "refused"), [("crossed", False), ("", True), (7, True)])
def test_a_verb_is_words(tmp_path, verb, refused):
    def change(found):
        table = next(each for each in found["resources"] if each["name"] == "crossings")
        kind = next(each for each in table["schema"]["fields"] if each["name"] == "kind")
        kind["categories"][0]["verb"] = verb

    folder = package.write(tmp_path / "package", [crossing("a")])
    package.redescribe(folder, change)
    found = package.said(folder)
    assert bool(found) == refused
    assert all("category asylum_at_checkpoint, verb: must be a text" in each for each in found)
