"""Where crossings were reported, and the words behind each point."""

from geodata.panels import evidence, headline
from geodata.panels import map as map_panel
from geodata.panels.view import current

view = current()
left, right = map_panel.columns()
with left:
    map_panel.draw(view)
with right:
    headline.draw(view)
    evidence.panel(view)
map_panel.by_year(view)
