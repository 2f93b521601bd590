"""What stands beside a story: captions and credits of pictures, and where a report was written."""

import re
from collections.abc import Iterator, Sequence

from geodata.reading.sentences import Sentence

_PICTURE = (
    "photo|photograph|picture|image|foto|fotograf|fotografie|fotografia|фото|снимок|знімок|світлина"
    "|kuva|kuvat|valokuva|bild|bilde|bilete|beeld|billede|imagen|imagem|immagine|crédit|credit"
    "|nuotr|nuotrauka|attēls|mynd|ljósmynd|govva|zdjęcie|zdj|fot|صورة|الصورة|تصوير|عکس"
)
_CREDIT = re.compile(rf"©|scanpix|(?<!\w)\w*(?:{_PICTURE})\w{{0,2}}\.?\s?(?:[:©/|]|by [A-Z])", re.I)
_DATELINE = re.compile(r"\s*[,(:.–—-]")
_LABEL = 12  # words, at most, of a line over a credit that belongs to the picture
_CAPTION = 60  # words of a paragraph from which only the sentence of a credit is a caption


def captions(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """The sentences, by their numbers, that belong to a picture: with its credit, or right over it."""
    credits = {
        number for number, one in enumerate(sentences) if _CREDIT.search(text, one.begin, one.end)
    }
    return {near for number in credits for near in _of_picture(text, sentences, number)}


def _of_picture(text: str, sentences: Sequence[Sentence], credit: int) -> Iterator[int]:
    """The sentences of one caption: of the paragraph of its credit, and of a label over it."""
    paragraph = sentences[credit].paragraph
    same = [n for n, one in enumerate(sentences) if one.paragraph == paragraph]
    short = sum(len(sentences[number].tokens) for number in same) <= _CAPTION
    yield from same if short else [credit]
    over = same[0] - 1
    if (
        over > 0
        and len(sentences[over].tokens) <= _LABEL
        and text[sentences[over].end - 1].isalnum()
    ):
        yield over


def is_written_at(text: str, sentence: Sentence, begin: int, end: int) -> bool:
    """Whether a name in capitals at the beginning of a line says only where a report was written."""
    alone = begin == sentence.begin and text[begin - 1 : begin].strip() == ""
    rest = text[end : sentence.end]
    return (
        alone and text[begin:end].isupper() and bool(_DATELINE.match(rest)) and not rest.isupper()
    )
