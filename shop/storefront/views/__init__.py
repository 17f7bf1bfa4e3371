"""The shop's pages: thin; what they know they ask of the modules beside them."""
