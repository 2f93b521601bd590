"""Reported border crossings: the data, and one wing for each thing that is done with them."""
