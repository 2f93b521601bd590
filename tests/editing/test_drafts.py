from dataclasses import replace

import pytest

from geodata.editing.drafts import DROPPED, Draft, bring_back, drafts, drop, forget, keep
from tests.editing.interrupted import Steps, full, stopped

DRAFT = Draft({"headline": "Грань", "steps": [1, 2]}, editor="Kari", seen="abc")


def test_a_draft_is_there_after_a_restart(tmp_path):
    name = keep(tmp_path, DRAFT).id
    (found,) = drafts(tmp_path)
    assert (found.id, found.content, found.editor, found.seen) == (
        name,
        DRAFT.content,
        "Kari",
        "abc",
    )
    assert found.when


def test_a_draft_takes_the_place_of_its_earlier_state(tmp_path):
    name = keep(tmp_path, DRAFT).id
    assert keep(tmp_path, replace(DRAFT, id=name, content={"headline": "Later"})).id == name
    assert [each.content for each in drafts(tmp_path)] == [{"headline": "Later"}]


def test_two_editors_never_write_over_each_others_drafts(tmp_path):
    name = keep(tmp_path, DRAFT).id
    other = keep(tmp_path, Draft({"headline": "Mine"}, editor="Ola", id=name)).id
    assert other != name
    assert {each.editor: each.content["headline"] for each in drafts(tmp_path)} == {
        "Kari": "Грань",
        "Ola": "Mine",
    }


def test_two_tabs_never_write_over_each_other(tmp_path):
    first = keep(tmp_path, DRAFT)
    one = keep(tmp_path, replace(first, content={"headline": "In one tab"}))
    other = keep(tmp_path, replace(first, content={"headline": "In the other"}))
    assert (one.id, other.id == first.id) == (first.id, False)
    keep(tmp_path, replace(one, content={"headline": "In one tab, later"}))
    assert {each.id: each.content["headline"] for each in drafts(tmp_path)} == {
        one.id: "In one tab, later",
        other.id: "In the other",
    }


def test_the_newest_draft_comes_first(tmp_path):
    names = [keep(tmp_path, replace(DRAFT, content={"n": number})).id for number in range(3)]
    keep(tmp_path, replace(DRAFT, id=names[0], content={"n": 9}))
    assert drafts(tmp_path)[0].content == {"n": 9}


@pytest.mark.parametrize(
    "held", [b"", b"{", b"[]", b"\xff\xfe", b"{}", b'{"content": 1}', b"[" * 100_000]
)
def test_a_damaged_draft_is_listed_and_loses_nothing(tmp_path, held):
    name = keep(tmp_path, DRAFT).id
    path = tmp_path / ".desk" / "drafts" / f"{name}.json"
    path.write_bytes(held)
    (found,) = drafts(tmp_path)
    assert (found.id, bool(found.unreadable)) == (name, True)
    assert keep(tmp_path, replace(DRAFT, id=name)).id != name
    assert path.read_bytes() == held
    drop(tmp_path, name)
    assert [each.unreadable for each in drafts(tmp_path)] == [""]


def test_a_draft_that_was_dropped_is_brought_back_as_it_was_and_one_that_is_saved_is_gone(tmp_path):
    kept, other = keep(tmp_path, DRAFT), keep(tmp_path, DRAFT)
    drop(tmp_path, kept.id)
    assert [each.id for each in drafts(tmp_path)] == [other.id]
    assert drafts(tmp_path, at=DROPPED) == [kept]
    bring_back(tmp_path, kept.id)
    assert kept in drafts(tmp_path)
    forget(tmp_path, kept.id)
    bring_back(tmp_path, kept.id)
    assert [each.id for each in drafts(tmp_path)] == [other.id]
    assert drafts(tmp_path, at=DROPPED) == []


@pytest.mark.parametrize("name", ["../history/000001", "/etc/passwd", ".gitignore", "", "\0"])
def test_no_id_leads_out_of_the_folder(tmp_path, name):
    keep(tmp_path, DRAFT)
    (tmp_path / ".desk" / "history").mkdir()
    outside = tmp_path / ".desk" / "history" / "000001.json"
    outside.write_text("{}")
    for act in (drop, bring_back, forget):
        act(tmp_path, name)
    keep(tmp_path, replace(DRAFT, id=name))
    assert outside.read_text() == "{}"
    assert len(drafts(tmp_path)) == 2


def test_a_kill_or_a_full_disk_leaves_the_draft_as_it_was(tmp_path):
    name = keep(tmp_path, DRAFT).id
    later = replace(DRAFT, id=name, content={"headline": "Later"})
    for at in range(1, 20):
        with Steps(at, full) as steps:
            try:
                keep(tmp_path, later)
            except OSError:
                assert drafts(tmp_path)[0].content in (DRAFT.content, later.content)
        code = stopped(lambda: keep(tmp_path, later), at)
        (found,) = drafts(tmp_path)
        assert found.content in (DRAFT.content, later.content)
        if code == 0 and steps.done < at:
            break
    assert at > 4


def test_half_a_letter_of_a_form_is_kept_too(tmp_path):
    keep(tmp_path, Draft({"text": "\ud83d"}))
    assert drafts(tmp_path)[0].content == {"text": "\ud83d"}
