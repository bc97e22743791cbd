"""The calls for scripts, a module for each workflow, with the data frames that it gives.

The command line is a shell over these calls. They are offered by the package itself: `from optimiser import appraise`.
"""
