"""A plan, its ledger of charges in pence, its contract register, and its allocation lines."""
