"""What every test needs on the path: `tests`, so that `from world import world` works from any shelf; and the checkout.

The checkout goes last: where the package is installed, the tests try what was installed.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

for folder in (HERE, HERE / "model", HERE.parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
