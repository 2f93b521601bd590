"""How the data looks: the frame of every page, the map, the charts, the evidence."""
