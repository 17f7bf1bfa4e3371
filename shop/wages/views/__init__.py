"""The wages' screens, a module a subject: share policies, statements, entries by hand, holds, statutes."""
