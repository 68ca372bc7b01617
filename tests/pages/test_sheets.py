"""Five sheets to write in, one to send."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from marketplace.pages.sheets import JOINED, SHEETS, SheetStorage, sheets


def collected(folder: Path) -> SheetStorage:
    """A folder of collected files, as `collectstatic` makes it, of the sheets and their fonts."""
    storage = SheetStorage(location=folder, base_url="/static/")
    paths = {}
    for path in [*SHEETS, *(f"fonts/{file.name}" for file in Path(finders.find("fonts")).glob("*.woff2"))]:
        storage.save(path, ContentFile(Path(finders.find(path)).read_bytes()))
        paths[path] = (FileSystemStorage(location=folder), path)
    faults = [done for _name, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert faults == []
    return storage


def test_collected_sheets_are_one_file_in_the_order_of_the_cascade(tmp_path, monkeypatch):
    storage = collected(tmp_path)
    words = (tmp_path / JOINED).read_text(encoding="utf-8")
    starts = [words.index(Path(finders.find(sheet)).read_text(encoding="utf-8")) for sheet in SHEETS]
    assert starts == sorted(starts)
    monkeypatch.setattr("marketplace.pages.sheets.staticfiles_storage", storage)
    assert [address.split(".")[0] for address in sheets()] == ["/static/css/site"]
    assert (tmp_path / f"{storage.hashed_files[JOINED]}.gz").exists()


def test_sheets_that_were_not_collected_are_linked_one_by_one():
    assert sheets() == [f"/static/{sheet}" for sheet in SHEETS]
