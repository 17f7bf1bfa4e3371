"""Taking a paper in: an editor gives a text or a file, looks at what was read, and has a draft of the office."""
