"""Complaints of citizens about an office: three levels of officers who must answer, each within its working days.

What somebody complains of is encrypted like an identity and read by few (ADR 0032). The shop's complaints about an
order are another thing (shop.fulfilment.complaints).
"""
