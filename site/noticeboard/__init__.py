"""Notices, tenders, events and galleries of offices."""
