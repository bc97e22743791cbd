"""What the question is and what an answer is: the pure half of the engine.

Nothing here reads a file, prints, or looks at the clock. `optimiser` imports `models`; never the other way round.
"""
