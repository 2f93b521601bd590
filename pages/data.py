"""The filtered tables, their meaning, and ways to take them away."""

from geodata.panels import data as data_panel
from geodata.panels import selection
from geodata.panels.view import current

view = current()
selection.line(view)
data_panel.crossings(view)
data_panel.figures(view)
data_panel.addresses(view)
data_panel.codebook(view)
