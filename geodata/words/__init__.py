"""What is said of the data: numbers, dates, people, places, citations, cards and templates."""
