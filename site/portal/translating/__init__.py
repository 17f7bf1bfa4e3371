"""Putting a public Bangla page into English: text beside text, submitted like any page, Bangla until it is approved."""
