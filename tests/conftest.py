"""What every test needs on the path: `tests/fixtures`, so that `from world import world` works anywhere; the checkout.

The checkout goes last: where the package is installed, the tests try what was installed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import settings

HERE = Path(__file__).resolve().parent

# The same examples every time, so that what passed passes again; HYPOTHESIS_PROFILE=searching looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

for folder in (HERE / "fixtures", HERE.parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
