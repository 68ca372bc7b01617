"""The test payment server stands alone: what it believes about Stripe is not what the market believes."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from .test_layers import PACKAGES, PROJECT, sources

HOME = PROJECT / "marketplace/testpay"
# typing_extensions is what the library writes its parameter types with.
ALLOWED = {*sys.stdlib_module_names, "stripe", "typing_extensions"}


def imported(file: Path) -> set[str]:
    """Every module that a file names in an import; relative ones as their full names."""
    package = file.relative_to(PROJECT).parent.parts
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join([*base, *([node.module] if node.module else [])])
            found |= {name, *(f"{name}.{alias.name}" for alias in node.names)}
    return found


def test_it_imports_nothing_but_the_standard_library_and_the_librarys_types():
    foreign = {
        f"{file.name}: {name}"
        for file in sources("marketplace/testpay")
        for name in imported(file)
        if name.split(".")[0] not in ALLOWED and not name.startswith("marketplace.testpay")
    }
    assert len(sources("marketplace/testpay")) > 10
    assert not foreign


def test_nothing_of_the_market_imports_it():
    outside = [file for file in sources(*PACKAGES) if HOME not in file.parents]
    assert not [str(file) for file in outside if any("testpay" in name for name in imported(file))]
