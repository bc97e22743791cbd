"""The case as frozen types, with its money, shares and variants; `validation` makes it from typed rows."""
