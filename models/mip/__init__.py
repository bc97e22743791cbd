"""The integer programme of one option: instance, variables, constraints, costs, and reading a plan from a solution."""
