"""Readers who asked to be told by e-mail when an office publishes something."""
