"""The page's language in templates and forms: digits, dates, money, and the way to the other language."""
