"""What was counted over time: reports, passages, arrivals and applications, each on its own."""

from geodata.panels import timeline
from geodata.panels.view import current

view = current()
timeline.events(view)
timeline.passages(view)
timeline.arrivals(view)
timeline.applications(view)
