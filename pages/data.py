"""The filtered tables, their meaning, and ways to take them away."""

from geodata.panels import data as data_panel
from geodata.panels import headline
from geodata.panels.view import current

view = current()
headline.draw(view)
data_panel.crossings(view)
data_panel.figures(view)
data_panel.addresses(view)
data_panel.codebook(view)
