"""The nouns of the house: documents, checklists and outcomes, as named tuples."""
