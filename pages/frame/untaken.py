"""What did not come, or came and was not taken, on This month."""

from metrics.views.month import MonthView
from pages.frame import tables
from pages.frame.paint import paint


def show(view: MonthView) -> None:
    """Gaps between months, files that were refused, and files that wait for an answer; each where there are any."""
    gaps = [(one.title, ", ".join(one.gaps)) for one in view.sources if one.gaps]
    if gaps:
        lead = "Months between the first and the newest for which nothing came. Charts leave a gap there."
        paint(tables.section("Gaps", lead) + tables.table(("Spreadsheet", "Missing"), gaps, "Gaps"), "gaps")
    refused = [(one.title, words) for one in view.sources for words in one.rejected]
    refused += [("Not known", words) for words in view.unknown_files]
    if refused:
        lead = "Files that somebody tried to bring in and that were not taken. A good one takes its line away."
        drawn = tables.table(("Spreadsheet", "File and reason"), refused, "Files that were not taken")
        paint(tables.section("Not taken", lead) + drawn, "refused")
    asked = [(one.title, words) for one in view.sources for words in one.undecided]
    if asked:
        lead = "Files that can be taken once somebody answers what they ask, or accepts a warning with a reason."
        drawn = tables.table(("Spreadsheet", "File and what it asks"), asked, "Files that wait for an answer")
        paint(tables.section("Waiting for an answer", lead) + drawn, "undecided")
