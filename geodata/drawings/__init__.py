"""What is drawn of the data: marks, the folium map, charts, the static map, and their styles and scripts."""
