"""From an article to a checked row, for those who keep the data."""

from geodata.panels import desk
from geodata.panels.view import current

desk.draw(current())
