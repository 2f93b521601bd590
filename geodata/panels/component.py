"""The component that shows a folium map: served wherever it was imported first."""

from streamlit import runtime
from streamlit.components.v1.component_registry import ComponentRegistry
from streamlit_folium import _component_func


def serve() -> None:
    """Have the component served: Streamlit serves one that a run of the script imports.

    A rehearsal may come before such a run, or another page.
    """
    if runtime.exists():
        ComponentRegistry.instance().register_component(_component_func)
