"""Changes of the data by hand: what they make of each file, and how they are saved whole or not at all."""
