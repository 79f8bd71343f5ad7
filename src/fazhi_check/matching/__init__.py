"""Matching: what the sentences of a document speak of, exactly, fuzzily and by what was learned from examples."""
