"""The integer programme of one option, from the instance to the plan that is read from a solution.

`instance` holds what the constraints run over, `variables` the decisions, `constraints`, `valid_inequalities` and
`costs` the rows and charges. `build` puts them together, `extract` reads the plan, and `funding_flow` works out who
pays. `distance` measures how far two plans are apart.
"""
