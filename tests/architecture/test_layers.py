"""The house's rules, held by tests: what points where, who may sign in, who moves stock, what a view may ask."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from oscar.core.loading import get_class, get_model

PROJECT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("marketplace", "catalogue", "cooperatives")
# From the top down; a package may point at those in later groups, and inside its own.
LAYERS = (
    ("marketplace.storefront", "marketplace.seller", "marketplace.delegation"),
    ("marketplace.pages",),
    ("marketplace.interest",),
    ("marketplace.stories", "marketplace.programmes"),
    ("marketplace.money",),
    ("marketplace.shop",),
    ("catalogue",),
    ("cooperatives",),
    ("marketplace.accounts",),
    ("marketplace.places", "marketplace.outbox", "marketplace.audit"),
    ("marketplace.pagecache",),
    (
        "marketplace.formats",
        "marketplace.jobs",
        "marketplace.centimes",
        "marketplace.searchindex",
        "marketplace.mydata",
    ),
)
DOORS = ("marketplace/storefront", "marketplace/seller", "marketplace/delegation")


def sources(*folders: str) -> list[Path]:
    """Python files of our packages, migrations left out."""
    files = [file for folder in folders for file in (PROJECT / folder).rglob("*.py")]
    return [file for file in files if "migrations" not in file.parts]


def layer(module: str) -> int | None:
    """Index of the layer a module is in; None for wiring (settings, urls, demo, runtime)."""
    for index, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return index
    return None


def test_imports_point_down_only():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_relation_fields_point_down_only():
    upward = []
    for model in apps.get_models():
        mine = layer(model.__module__)
        if mine is None:
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model
            if target is None or target._meta.label == "accounts.User":
                continue
            theirs = layer(target.__module__)
            if theirs is not None and theirs < mine:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not upward


def test_get_model_strings_point_down_only():
    upward = []
    for file in sources(*PACKAGES):
        module = ".".join(file.relative_to(PROJECT).with_suffix("").parts)
        for label in re.findall(r"get_model\(\s*[\"'](\w+)[\".'],?", file.read_text(encoding="utf-8")):
            if label in {config.label for config in apps.get_app_configs()}:
                theirs, mine = layer(apps.get_app_config(label).name), layer(module)
                if mine is not None and theirs is not None and theirs < mine:
                    upward.append(f"{module}: {label}")
    assert not upward


@pytest.mark.parametrize(
    ("module", "name", "home"),
    [
        ("order.utils", "OrderNumberGenerator", "marketplace.shop.order.utils"),
    ],
)
def test_oscar_really_loads_our_class(module: str, name: str, home: str):
    assert get_class(module, name).__module__ == home


@pytest.mark.parametrize(
    ("label", "name", "home"),
    [
        ("catalogue", "Product", "catalogue.models"),
        ("catalogue", "ProductClass", "catalogue.models"),
        ("catalogue", "ProductImage", "catalogue.models"),
        ("partner", "Partner", "marketplace.shop.partner.models"),
        ("partner", "StockRecord", "marketplace.shop.partner.models"),
        ("order", "Order", "marketplace.shop.order.models"),
        ("order", "Line", "marketplace.shop.order.models"),
        ("order", "ShippingAddress", "marketplace.shop.order.models"),
    ],
)
def test_oscar_really_loads_our_model(label: str, name: str, home: str):
    assert get_model(label, name).__module__ == home


@pytest.mark.parametrize("label", ["catalogue", "partner", "order"])
def test_oscar_really_loads_our_app(label: str):
    assert not type(apps.get_app_config(label)).__module__.startswith("oscar.")


def reachable_views(resolver: URLResolver | None = None) -> list:
    """Every view that an address leads to."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += reachable_views(entry)
        elif isinstance(entry, URLPattern):
            found.append(entry.callback)
    return found


def test_no_reachable_view_outside_allauth_signs_anybody_in():
    modules = set()
    for view in reachable_views():
        cls = getattr(view, "view_class", None)
        modules |= {base.__module__ for base in cls.__mro__} if cls else {view.__module__}
    suspicious = re.compile(r"\b(auth\.login|auth_login|login)\(\s*(self\.)?request")
    for name in modules - {"builtins"}:
        if name.startswith(("allauth.", "django.")):
            continue
        assert not suspicious.search(Path(sys.modules[name].__file__).read_text(encoding="utf-8")), name
    assert not {name for name in modules if name.startswith("oscar.")}, "an Oscar view is reachable"


def test_no_query_in_a_doors_views():
    asking = []
    for file in sources(*DOORS):
        if "views" not in file.parts and file.stem != "views":
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(r"\.objects\.(get|filter|all|create|exclude|update|first)\b", line):
                asking.append(f"{file.relative_to(PROJECT)}:{number}: {line.strip()}")
    assert not asking


def test_stock_moves_only_in_its_service():
    moves = re.compile(
        r"num_allocated\s*[-+]?=[^=]|num_in_stock\s*[-+]=|\.(allocate|cancel_allocation|consume_allocation)\("
    )
    elsewhere = []
    for file in sources(*PACKAGES):
        if file == PROJECT / "marketplace/shop/partner/stock.py":
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if moves.search(line) and not re.search(r"num_allocated = models|num_allocated=line\.quantity", line):
                elsewhere.append(f"{file.relative_to(PROJECT)}:{number}: {line.strip()}")
    assert not elsewhere


def test_migrations_import_no_application_code():
    guilty = []
    for folder in PACKAGES:
        for file in (PROJECT / folder).rglob("migrations/*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                # Managers that migrations serialise are part of the schema; nothing else is.
                if any(n.split(".")[0] in PACKAGES and not n.endswith("managers") for n in names):
                    guilty.append(f"{file.relative_to(PROJECT)}: {names}")
    assert not guilty


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_templates_and_styles_keep_the_policy():
    """No inline script, style or handler (strict CSP); logical properties only, so right-to-left is the same CSS."""
    bad = []
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=\"|\son[a-z]+=\"", re.IGNORECASE)
    for file in (PROJECT / "templates").rglob("*.html"):
        if "emails" not in file.parts and inline.search(file.read_text(encoding="utf-8")):
            bad.append(file.relative_to(PROJECT).as_posix())
    physical = re.compile(r"(margin|padding|border)-(left|right)\b|text-align:\s*(left|right)|[\s;{](left|right):")
    for file in (PROJECT / "static/css").rglob("*.css"):
        if physical.search(file.read_text(encoding="utf-8")):
            bad.append(file.relative_to(PROJECT).as_posix())
    assert not bad
