"""Curating: what the people who own checklists need to write them, try them, compare them and measure them."""
