"""From an article's text to proposals, each with the words that it rests on."""
