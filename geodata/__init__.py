"""Reported border crossings between Norway and Russia: the data, what it means, how it looks."""
