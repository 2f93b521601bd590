"""Who says what: where sources disagree, the articles read in full, and every document."""

from geodata.panels import articles, selection
from geodata.panels.view import current

view = current()
selection.line(view)
articles.disagreements(view)
articles.read_in_full(view)
articles.every_document(view)
