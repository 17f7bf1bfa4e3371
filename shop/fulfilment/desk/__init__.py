"""The order desk: orders found again, each with its whole story, and what staff may still change of them."""
