"""SQLite as Django has it, but for a connection that knows whether its file is still the site's (docs/adr/0061)."""
