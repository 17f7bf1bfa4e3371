"""The search index: Wagtail's search and choosers, and the public results, by one analysis of Bangla."""
