"""What the portal publishes, as data for machines: minutes, decisions, charters and reports as JSON and CSV."""
