"""What the search shows, chosen answers, the texts of files, suggestions, and what was sought in vain."""
