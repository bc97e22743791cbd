"""Work in another thread."""

import pytest

from optimiser.cli.background import in_background


def test_the_answer_or_the_error_of_the_work_comes_back() -> None:
    assert in_background(lambda: 3) == 3
    with pytest.raises(KeyError, match="lost"):
        in_background(lambda: {}["lost"])  # type: ignore[no-any-return, misc]
