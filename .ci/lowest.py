"""Prints the lowest version of each dependency that setup.cfg allows, as a constraints file for pip.

usage: python .ci/lowest.py > lowest.txt
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

SETUP = Path(__file__).resolve().parents[1] / "setup.cfg"
LOWEST = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+) *>= *(?P<version>[0-9][0-9.]*)")


def main() -> None:
    """Print a line for each dependency of the package and of its extras `cluster` and `verify`."""
    setup = ConfigParser()
    setup.read(SETUP, encoding="utf-8")
    extras = setup["options.extras_require"]
    required = setup["options"]["install_requires"] + extras["cluster"] + extras["verify"]
    for line in required.strip().splitlines():
        found = LOWEST.match(line)
        if found is None:
            raise SystemExit(f"setup.cfg: expected a lower bound, such as click >= 8.1.7, found {line!r}.")
        print(f"{found['name']}=={found['version']}")


if __name__ == "__main__":
    main()
