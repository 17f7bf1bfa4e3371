"""The shop and the book read across, for auditors, for HQ and for everybody. Writes nothing to the book."""
