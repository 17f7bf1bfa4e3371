"""Best practices at work: pictures looked at before they are shown, practices taken up by others, the quarter compiled."""
