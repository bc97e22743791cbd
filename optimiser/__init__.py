"""Options appraisal and optimisation for pooled public budgets."""
