"""What editors have begun and not yet saved: it survives a restart, and nobody writes over another's."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from geodata.editing.disk import desk, write_whole
from geodata.model.settling import DESK

FOLDER, DROPPED = "drafts", "dropped"
LASTS = timedelta(days=30)  # in which a draft that was dropped can be brought back


@dataclass(frozen=True)
class Draft:
    """What a form holds, whose it is, and the digest of the data that its editor saw.

    `id` and `when` are given as it is kept; whoever keeps it again names both. `unreadable`
    says why a file is no draft: it stays.
    """

    content: Mapping[str, Any] = field(default_factory=dict)
    editor: str = ""
    seen: str = ""
    id: str = ""
    when: str = ""
    unreadable: str = ""


def keep(folder: Path, draft: Draft) -> Draft:
    """Keep a draft, in the place of an earlier state of its own, and give it as it is kept.

    One that is someone else's, unreadable or gone is not written over, nor one that was kept from
    elsewhere after `when`: the draft gets another ID.
    """
    home = desk(folder, FOLDER)
    own = _is_own(home, draft)
    kept = replace(draft, id=draft.id if own else secrets.token_hex(8), when=_now(), unreadable="")
    held = json.dumps(asdict(kept), ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_whole(home / f"{kept.id}.json", held, mode=0o600)
    return kept


def _is_own(home: Path, draft: Draft) -> bool:
    path = home / f"{draft.id}.json"
    if not _ID.fullmatch(draft.id) or not path.is_file():
        return False
    there = _read(path)
    as_seen = draft.when in ("", there.when)
    return not there.unreadable and there.editor == draft.editor and as_seen


def drafts(folder: Path, *, at: str = FOLDER) -> list[Draft]:
    """All drafts, or all that were dropped: the newest first, those that cannot be read last."""
    found = [_read(path) for path in sorted((folder / DESK / at).glob("[!.]*.json"))]
    return sorted(found, key=lambda draft: draft.when, reverse=True)


def drop(folder: Path, draft_id: str) -> None:
    """Put a draft away, from where it can be brought back; one that is gone already is no fault."""
    _move(folder, draft_id, FOLDER, DROPPED)
    for path in (folder / DESK / DROPPED).glob("[!.]*.json"):
        if datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_ctime, UTC) > LASTS:
            path.unlink(missing_ok=True)


def bring_back(folder: Path, draft_id: str) -> None:
    """Put a draft that was dropped among the others again; one that is gone is no fault."""
    _move(folder, draft_id, DROPPED, FOLDER)


def _move(folder: Path, draft_id: str, source: str, target: str) -> None:
    path = folder / DESK / source / f"{draft_id}.json"
    if _STEM.fullmatch(draft_id) and path.is_file():
        path.replace(desk(folder, target) / path.name)


def forget(folder: Path, draft_id: str) -> None:
    """Take a draft away for good, whose content is saved."""
    if _STEM.fullmatch(draft_id):
        (folder / DESK / FOLDER / f"{draft_id}.json").unlink(missing_ok=True)


_STEM = re.compile(r"[^./\\\0][^/\\\0]*")
_ID = re.compile(r"[0-9a-f]{16}")


def _read(path: Path) -> Draft:
    try:
        held = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        draft = Draft(**{each.name: held[each.name] for each in fields(Draft)})
        texts = (draft.editor, draft.seen, draft.id, draft.when, draft.unreadable)
        if not isinstance(draft.content, dict) or not all(isinstance(text, str) for text in texts):
            raise ValueError("has no content")
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        return Draft(id=path.stem, unreadable=f"{type(error).__name__}: {error}")
    return replace(draft, id=path.stem)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
