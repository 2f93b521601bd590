"""What was counted over time: reports, and every series of figures on its own."""

from geodata.panels import headline, timeline
from geodata.panels.view import current

view = current()
headline.draw(view)
timeline.events(view)
timeline.figures(view)
