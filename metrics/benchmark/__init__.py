"""How fast the product is, as ratios against named references measured in the same run on the same machine.

Everything happens in a folder of its own that is thrown away; the trust's data are not touched.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from metrics.benchmark.files import five_thousand, text_file, workbook
from metrics.benchmark.newcomer import first_start
from metrics.benchmark.pages import pages
from metrics.benchmark.rows import Row
from metrics.benchmark.stores import example, ten_years
from metrics.benchmark.trusts import trusts
from metrics.benchmark.viewers import viewers
from metrics.definitions import framework
from metrics.geography import ensure_postcodes

QUICK, WHOLE, LARGE = 10_000, 100_000, 500_000


def run(quick: bool = False, many: int = 0) -> list[Row]:
    """Every measurement as {name, seconds, reference, reference_seconds, ratio, aim, bytes, peak_mb}.

    seconds: wall clock; ratio: seconds over reference_seconds; bytes: size where size is what is measured; peak_mb: the
    most memory held for it, our process and the reading one together (None where it is not measured). `quick` leaves
    out what takes long, and measures a tenth of the rows and a year of the example; its figures are not to publish.
    `many`: so many trusts on one server are built instead of all that, which for 200 takes about half an hour.
    """
    known = framework()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        ensure_postcodes(root / "reference")
        if many:
            return list(trusts(root, known, many))
        rows = list(workbook(root, QUICK if quick else WHOLE, pandas_too=True))
        if not quick:
            rows += workbook(root, LARGE)
        rows += text_file(root, QUICK if quick else LARGE)
        rows += five_thousand(root)
        rows += example(root, known, 12 if quick else 36)
        rows += pages(root)
        rows += viewers(root, *((5, 1) if quick else ()))
        if not quick:
            rows += ten_years(root, known)
            rows += first_start(root)
    return rows
