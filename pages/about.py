"""Scope, counting rules, sources and licences: the data's own README."""

from geodata.panels import about
from geodata.panels.view import current

about.readme()
about.version(current())
about.changes()
