"""`python -m optimiser` is the same as `optimiser`."""

from __future__ import annotations

from optimiser.cli import main

if __name__ == "__main__":
    main()
