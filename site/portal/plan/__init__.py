"""The Smart plan's promises: what is measured, how far each is, and whether a horizon was kept."""
