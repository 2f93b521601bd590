"""Who says what: where sources disagree, the articles read in full, and every document."""

from geodata.views import articles_panel
from geodata.views.view import current

view = current()
articles_panel.disagreements(view)
articles_panel.read_in_full(view)
articles_panel.every_document(view)
