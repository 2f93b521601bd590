"""What was counted over time: reports, and every series of figures on its own."""

from geodata.panels import selection, timeline
from geodata.panels.view import current

view = current()
selection.line(view)
timeline.events(view)
timeline.figures(view)
