"""Whom a published paper was sent to, who acknowledged it, and what was corrected after it was published."""
