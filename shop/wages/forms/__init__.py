"""The forms of the wages' screens, a module a subject."""
