"""What every office owes every quarter: raised by rules, shown as evidence, decided on by the tree of offices."""
