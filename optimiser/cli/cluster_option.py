"""`--cluster`: what an address looks like, and what is said where those who were to solve cannot be used."""

from __future__ import annotations

import click

from optimiser.cli import Exit, Failure

SCHEMES = ("tcp", "tls")
PORTS = range(1, 65536)


def address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The address of a scheduler as Dask writes it, such as tcp://10.0.0.5:8786; what looks otherwise is refused."""
    if value is None:
        return None
    scheme, _, place = value.strip().partition("://")
    host, _, port = place.rpartition(":")
    if scheme not in SCHEMES or not host.strip("[]") or not (port.isdecimal() and int(port) in PORTS):
        raise click.BadParameter(
            f'"{value}" is not the address of a scheduler: expected tcp://HOST:PORT, as tcp://10.0.0.5:8786,'
            " or tls:// where the cluster is encrypted. `dask scheduler` prints its own.",
            context,
            parameter,
        )
    return value.strip()


def lost(error: Exception) -> Failure:
    """What ends a command whose workers could not be used, or were lost before they were done."""
    return Failure(f"{error}\nNothing was written.", Exit.NO_WORKERS)
