"""Papers of others read: a text becomes fields, every word of it in a field or in the remainder."""
