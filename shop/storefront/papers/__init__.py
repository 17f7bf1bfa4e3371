"""Invoices, challans and credit notes: numbered without gaps, made again whenever asked for, known by a code."""
