"""Which language a text is in."""

from functools import cache
from typing import Any

from geodata.reading.lexicon import LANGUAGES, lexicon

_LOOKED_AT = 2_000  # characters that tell a language
_SURE = 300  # characters from which the detector is sure
_LEAST = 0.05  # what the detector gives to a language that a text may be in
_LIKELY = 6  # languages that a short text may be in
_KNOWN = 0.4  # what a word of the lexicon says, against the whole of what the detector does
_ENOUGH = 40  # letters that tell one
# Letters that of all these languages Northern Sámi alone writes; the detector does not know it.
_SAMI = frozenset("ŋŧŊŦ")
_SAMI_TOO = frozenset("đčšžáĐČŠŽÁ")
_SAMI_WORDS = 2  # words of it alone that tell it without those letters
# Languages that a page may be in and that have no lexicon: they are told apart all the same.
_BESIDE = ("hu", "ro", "tr", "el", "be", "bg", "fa")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language; a blank if there is too little of it."""
    sample = text[:_LOOKED_AT]
    if sum(sign.isalpha() for sign in sample) < 8:
        return ""
    if _is_sami(sample):
        return "se"
    rated = _detector().compute_language_confidence_values(_without_names(sample))
    likely = {str(one.language.iso_code_639_1.name.lower()): one.value for one in rated[:_LIKELY]}
    if not likely or not max(likely.values()):
        return ""
    first = max(likely, key=lambda code: likely[code])
    if len(sample) >= _SURE:
        return first
    known = {code: _known(sample, code) for code in likely}
    fit = [code for code in likely if likely[code] > _LEAST or known[code] > 2 * known[first] + 2]
    best = max(fit, key=lambda code: likely[code] + _KNOWN * known[code])
    owning = [code for code in LANGUAGES if lexicon(code).given.get("own")]
    return max([best, *owning], key=lambda code: _own(sample, code)) if best in owning else best


def _own(text: str, code: str) -> int:
    """How many small words of a text a language has that its nearest relations write otherwise."""
    words = lexicon(code)
    own = set(words.given["own"])
    return sum(token.form in own for token in words.tokens.of(text))


def _known(text: str, code: str) -> int:
    """How many words of a short text the lexicon of a language knows, small words above all."""
    words = lexicon(code)
    if not words.given:
        return 0
    tokens = words.tokens.of(text)
    every = (words.acts, words.people, words.times, words.towards, *words.marks.values())
    hits = (hit for phrases in every for hit in phrases.find(tokens))
    return len({number for hit in hits for number in range(hit.first, hit.after)})


def _without_names(text: str) -> str:
    """A text without its capitalised words: names of places tell the language of the places."""
    rest = " ".join(word for word in text.split() if not word.lstrip("\"'(«“„").istitle())
    return rest if sum(sign.isalpha() for sign in rest) >= _ENOUGH else text


def _is_sami(text: str) -> bool:
    if _own(text, "se") >= _SAMI_WORDS:
        return True
    marked = sum(sign in _SAMI for sign in text)
    return marked > 0 and sum(sign in _SAMI_TOO for sign in text) > max(3, len(text) / 60)


@cache
def _detector() -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    wanted = {code.upper() for code in (*LANGUAGES, *_BESIDE)}
    codes = [getattr(IsoCode639_1, code) for code in sorted(wanted) if hasattr(IsoCode639_1, code)]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().build()  # all models take 500 MB and 6 s
