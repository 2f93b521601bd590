"""Scope, counting rules, sources and licences: the data's own README."""

from geodata.views import about_panel
from geodata.views.view import current

about_panel.readme()
about_panel.version(current())
about_panel.changes()
