"""Random cases that use every column of the schema, solved in many ways that must agree.

`draw` makes the tables of a case, `trial` solves it in every way and says what does not agree, `minimise` makes a case
that shows a disagreement smaller. `python -m benchmarks.fuzz` runs them.
"""
