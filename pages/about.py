"""Scope, counting rules, sources and licences: the data's own README."""

from geodata.panels import about
from geodata.panels.view import current

about.readme()
about.ledger(current())
about.version(current())
about.retired(current())
about.changes()
