"""What was decided and what it is charged: the plan, its ledger in pence, its contracts year by year, its lines."""
