"""Pure text of the Bangla language: digits, numbers, calendar, slugs, phones, memo numbers, search analysis.

Nothing here imports a framework, so that every layer, and every test, may use it.
"""
