"""The case as frozen types, arithmetic on money, variants of a case, and the validation that builds a case."""
