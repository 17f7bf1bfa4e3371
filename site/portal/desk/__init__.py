"""The back office's screens of the portal: approval, withdrawing, reviews, who did what."""
