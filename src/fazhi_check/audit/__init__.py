"""The audit: many reports at once, into a store, against a roster, from one year to the next."""
