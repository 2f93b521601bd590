"""The address of the page: taken over when a reader arrives by it, and kept in step with the choice.

Streamlit's own `bind="query-params"` writes labels, not values, into the address, and a label that
carries a count would change with the data: hence the codec in `model/address.py`.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.model.address import Retired, decode
from geodata.model.dataset import Dataset
from geodata.panels import chosen

MOST = 60  # characters of what was left out that are repeated to the reader
MOST_PARTS = 3  # how many things of an address are repeated


def follow(dataset: Dataset) -> None:
    """Take the choice from the address when a reader arrives by link, Back or Forward."""
    state = st.session_state
    arrived = "address" not in state
    touched = not arrived and state["acts"] != chosen.acts()
    asked = arrived or (_through_history() and not touched)
    # Other data may have other years and crossings: whatever they no longer know is dropped. And a run
    # that ended before the page was drawn has lost what the filters held.
    if asked or state["digest"] != dataset.digest or "q" not in state:
        meant = _found() if asked else state["address"]
        choice, state["rejected"] = decode(meant, dataset)
        chosen.restore(choice, dataset)
        state.update(address=_found(), acts=chosen.acts(), digest=dataset.digest)
    elif touched:
        state["rejected"] = []


def _through_history() -> bool:
    """Whether the browser asks because of Back or Forward.

    An address without parameters would not tell: a link of the navigation has none either.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def write(parameters: Mapping[str, list[str]]) -> None:
    """Put a choice into the address."""
    state = st.session_state
    # What came with this request may be older than what the browser was told since: compare with both.
    if parameters != _found() or parameters != state.get("address", parameters):
        st.query_params.from_dict(parameters)
    state.update(address=dict(parameters), acts=chosen.acts())


def left_out() -> str:
    """What the address asked for that means nothing here, in words, or a blank."""
    parts = [
        f"{one.parameter}={one.found}"
        for one in st.session_state["rejected"]
        if not isinstance(one, Retired)
    ]
    said = [part if len(part) <= MOST else f"{part[: MOST - 1]}…" for part in parts[:MOST_PARTS]]
    more = len(parts) - len(said)
    return ", ".join(said) + (f" (+{more})" if more else "")


def retired() -> list[str]:
    """The retired reports that the address asked for."""
    return [one.found for one in st.session_state["rejected"] if isinstance(one, Retired)][
        :MOST_PARTS
    ]


def _found() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}
