"""Translations without system packages: Babel compiles; collecting strings needs GNU gettext.

python -m marketplace.runtime.translations            compile marketplace/locale/*/LC_MESSAGES/django.po
python -m marketplace.runtime.translations --collect  collect strings first (makemessages)
python -m marketplace.runtime.translations --check    say which strings are missing or fuzzy; exit 1 if any
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCALE = PROJECT / "marketplace" / "locale"
LANGUAGES = ("fr", "ar", "en")
# English is the source language: its catalogue repeats the ids, else libraries' own English would win over ours.
SOURCE = "en"


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    with _po(language).open("rb") as file:
        return read_po(file, locale=language)


def compile_all() -> None:
    """Write the .mo file of every language."""
    for language in LANGUAGES:
        with _po(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(language))


def is_complete(message: Message) -> bool:
    """Translated, in all its plural forms, and not marked fuzzy."""
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings) and not message.fuzzy


def missing(language: str) -> list[str]:
    """The message ids that are untranslated or fuzzy."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in _read(language)
        if message.id and not is_complete(message)
    ]


def collect() -> None:
    """Bring the catalogues up to date with the sources. Raises CalledProcessError without GNU gettext."""
    command = [
        sys.executable,
        str(PROJECT / "manage.py"),
        "makemessages",
        "--no-obsolete",
        "--no-wrap",
        "--no-location",
    ]
    for language in LANGUAGES:
        command += ["--locale", language]
    for folder in ("tests", "var", ".venv", "docs"):
        command += ["--ignore", folder]
    subprocess.run(command, check=True, cwd=PROJECT)


def fill_source() -> None:
    """Give every new string of the source language its own id as its text."""
    catalog = _read(SOURCE)
    for message in catalog:
        if message.id and not is_complete(message):
            message.string = message.id
            message.flags.discard("fuzzy")
    with _po(SOURCE).open("wb") as file:
        write_po(file, catalog, width=0)


def main(arguments: list[str]) -> int:
    if "--collect" in arguments:
        collect()
        fill_source()
    if "--check" in arguments:
        lacking = {language: missing(language) for language in LANGUAGES}
        for language, ids in lacking.items():
            for text in ids:
                sys.stdout.write(f"{language}: {text!r}\n")
        return 1 if any(lacking.values()) else 0
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
