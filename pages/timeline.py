"""What was counted over time: reports, passages, arrivals and applications, each on its own."""

from geodata.views import timeline_panel
from geodata.views.view import current

view = current()
timeline_panel.events(view)
timeline_panel.passages(view)
timeline_panel.arrivals(view)
timeline_panel.applications(view)
