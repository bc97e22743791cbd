"""Who solves: processes, a cluster, or an executor of the caller's."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from optimiser.api.workers import open_pool
from optimiser.errors import NoCluster


def test_a_missing_package_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r'pip install "optimiser\[cluster\]"'), open_pool("tcp://127.0.0.1:9"):
        pass


def test_a_number_is_that_many_processes_of_this_machine() -> None:
    with open_pool(3) as pool:
        assert (pool.workers, pool.executor) == (3, None)


def test_an_executor_is_used_as_it_is_and_left_open() -> None:
    with ThreadPoolExecutor(1) as executor:
        with open_pool(executor) as pool:
            assert pool.executor is executor
        assert executor.submit(int).result() == 0
