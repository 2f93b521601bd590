"""Characters that nobody sees: which they are, how they are shown, and texts without them."""

import re
import unicodedata
from collections.abc import Iterable

from geodata.model.complaint import complaint, listed

# Control characters, soft hyphens, marks of direction, zero-width signs, halves of surrogate pairs.
# Some turn the text after them around, so that a number reads as another.
UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb"
)
# Scripts and signs within which a joiner is spelling: Persian words, Indic letters, joined emoji.
_JOINED = "\u0590-\u1fff\u2190-\u2bff\u3030\u303d\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufefc\U0001f000-\U000e0fff"
_STRAY_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|\u200c(?![{_JOINED}])|(?<![\u0620-\u06ff])\u200d(?![{_JOINED}])"
# Letters of a flag's name, after a black flag only.
_STRAY_TAG = "(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"

_UNSEEN = re.compile(f"[{UNSEEN}]|{_STRAY_JOINER}|{_STRAY_TAG}")
_FOLDED_AWAY = re.compile(f"[{UNSEEN}\u200c\u200d\U000e0000-\U000e007f]")
_SHORT = 60


def unseen(text: str) -> str:
    """The first character of a text that nobody sees, or a blank; a joiner that spells is seen."""
    found = _UNSEEN.search(text)
    return found.group() if found else ""


def without_unseen(text: str) -> str:
    """A text without what nobody sees, for comparing: joiners too."""
    return _FOLDED_AWAY.sub("", text)


def shorn(text: str) -> str:
    """A text without what nobody sees, for showing: a joiner that spells stays."""
    return _UNSEEN.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not without_unseen(text).strip("\u2800\ufe0e\ufe0f \t\n\r").strip()


def escaped(sign: str) -> str:
    r"""A character by its number: \u00ad, or \U000e0041 where four digits do not suffice."""
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def shown(text: str, length: int = _SHORT) -> str:
    """A text in quotation marks, on one line, shortened, its unseen characters made visible."""
    quoted = f"'{''.join(map(_visible, text[:length]))}'"
    if len(text) <= length:
        return quoted
    return complaint("%(quoted)s… (%(n)s characters)", quoted=quoted, n=len(text))


def all_shown(texts: Iterable[str]) -> str:
    """Some texts after another, each as it is shown alone."""
    return listed(map(shown, texts))


def _visible(sign: str) -> str:
    known = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} and sign != " "
    return known.get(sign) or (escaped(sign) if hidden or _UNSEEN.match(sign) else sign)
