"""How fast it is, measured on scratch databases of its own: `make bench`, or `make bench NAME=ledger`.

Each module here with a `run` is a bench. What it measures stands in its docstring, with the targets.
"""
