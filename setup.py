"""The packages of the wheel; everything else about it stands in setup.cfg.

The example cases live in inputs/ and travel as the package `optimiser.examples`, so that
`optimiser new case.xlsx --example three-boroughs` works where there is no checkout.
"""

from setuptools import find_packages, setup

EXAMPLES = "optimiser.examples"

setup(
    packages=[*find_packages(include=["models", "models.*", "optimiser", "optimiser.*"]), EXAMPLES],
    package_dir={EXAMPLES: "inputs"},
    package_data={EXAMPLES: ["*/*.csv"], "optimiser": ["py.typed"], "models": ["py.typed"]},
)
