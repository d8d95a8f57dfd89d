"""A whole publication in one zip that opens from disk: the pages, the data, and a list of checksums to verify it by."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from hashlib import sha256

README = """{name}, publication {number}, made {day}.

Open index.html in any browser; no server and no network is needed.

To check that nothing was changed, in this folder:
  Linux     sha256sum --check SHA256SUMS
  macOS     shasum -a 256 --check SHA256SUMS
  Windows   Get-FileHash in PowerShell gives the same number for a file
The checksum of the zip itself stands in manifest.json of the publication, at the address it was taken from.

Licence: Open Government Licence v3.0.
"""


def name(number: int) -> str:
    """The file's name in its publication."""
    return f"publication-{number}.zip"


def zipped(texts: dict[str, str], number: int, publisher: str, day: date) -> bytes:
    """The zip of `texts` by path, the same bytes each time, with README.txt and SHA256SUMS beside them."""
    files = {path: text.encode("utf-8") for path, text in texts.items()}
    files["README.txt"] = README.format(name=publisher, number=number, day=day.isoformat()).encode("utf-8")
    sums = "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    files["SHA256SUMS"] = sums.encode("utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zip:
        for path in sorted(files):
            told = zipfile.ZipInfo(f"publication-{number}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            told.compress_type, told.external_attr, told.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            zip.writestr(told, files[path])
    return made.getvalue()
