"""What is wrong in the demo's files is told by file and entry."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from obm_tui.demo import entries
from obm_tui.demo.load import load_story

Tables = dict[str, Any]
REAL = entries.read


def first_card(tables: Tables) -> Tables:
    card: Tables = tables["group"][0]["cards"][0]
    return card


WRONG: dict[str, tuple[str, Callable[[Tables], object], str]] = {
    "client": ("people.toml", lambda t: t["person"][1].update(client="ZZZ"), "julie: client is 'ZZZ'"),
    "owner of a card": ("cards_sau.toml", lambda t: first_card(t).update(owner="hug"), "owner is 'hug'"),
    "owner of a client": ("clients.toml", lambda t: t["client"][0].update(owner="may"), "OBJ: owner is 'may'"),
    "lane": ("cards_sau.toml", lambda t: t["group"][0].update(lane="dooing"), "lane is 'dooing'"),
    "project": ("cards_sau.toml", lambda t: t["group"][0].update(project="portrait"), "another client's"),
    "priority's project": (
        "clients.toml",
        lambda t: t["client"][0]["priorities"][0].update(project="portait"),
        "OBJ: project is 'portait'",
    ),
    "wait of no card": ("waits.toml", lambda t: t.update(rush=t["rushs"]), "rush: there is no card"),
    "wait missing": ("waits.toml", lambda t: t.pop("rushs"), "Rushs module 4: what is waited for"),
    "detail of no card": ("details.toml", lambda t: t.update(rush={}), "rush: there is no card"),
    "closed without a day": ("cards_sau.toml", lambda t: t["group"][0].update(lane="done"), "closed belongs"),
    "days": ("cards_sau.toml", lambda t: first_card(t).update(since=-40), "not in this order"),
    "unknown field": ("people.toml", lambda t: t["person"][0].update(phone="1"), "maya: not understood: phone"),
    "missing field": ("people.toml", lambda t: t["person"][0].pop("email"), "maya: email is missing"),
    "kind of value": ("projects.toml", lambda t: t["project"][0].update(d0="17"), "portrait: d0 is '17', int"),
    "truth for a number": ("projects.toml", lambda t: t["project"][0].update(d0=True), "portrait: d0 is True, int"),
    "time of day": ("cards_inbox.toml", lambda t: first_card(t).update(at="8:5"), "at is '8:5', HH:MM"),
    "zone": ("people.toml", lambda t: t["person"][0].update(zone="Mars/Base"), "maya: 'Mars/Base' is no time zone"),
    "mood": ("log.toml", lambda t: t["group"][0]["entries"][0].update(mood=7), "mood is 7"),
    "two of a key": ("people.toml", lambda t: t["person"][1].update(key="maya"), "'maya' is there twice"),
    "client of a number": ("metrics.toml", lambda t: t["metric"][0].update(client="OBG"), "client is 'OBG'"),
    "owner of a number": ("metrics.toml", lambda t: t["metric"][0].update(owner="bast"), "owner is 'bast'"),
    "number of no catalogue": ("metrics.toml", lambda t: t["metric"][1].update(key="lists"), "key is 'lists'"),
    "half a ratio": ("metrics.toml", lambda t: t["metric"][0]["values"].append(4), "of a ratio its two parts"),
    "words for a value": (
        "metrics.toml",
        lambda t: t["metric"][1]["values"].append("9 k"),
        "values is '9 k', a number",
    ),
    "a ratio of nothing": ("metrics.toml", lambda t: t["metric"][0]["values"].append([1, 0]), "divided by 0"),
    "parts of no ratio": ("metrics.toml", lambda t: t["metric"][1]["values"].append([1, 2]), "of a ratio its two"),
    "note on no value": ("metrics.toml", lambda t: t["metric"][0]["notes"][0].update(at=27), "a note stands at"),
    "a title of two lines": ("cards_sau.toml", lambda t: first_card(t).update(title="a\nb"), "no clean line"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_by_file_and_entry(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file, spoil, told = WRONG[case]

    def read(name: str) -> Tables:
        tables = copy.deepcopy(REAL(name))
        if name == file:
            spoil(tables)
        return tables

    monkeypatch.setattr(entries, "read", read)
    with pytest.raises(ValueError, match=r"\.toml: ") as raised:
        load_story()
    assert told in str(raised.value)
