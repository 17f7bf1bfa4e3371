"""Every component with its variants, in the page's language, so that nobody writes a second button."""
