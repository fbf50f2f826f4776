"""The text room: from an article to its extraction record."""
