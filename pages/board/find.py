"""Find: indicators, commitments, spreadsheets, suppliers and what people wrote, by a few words; also misspelt ones."""

from metrics.views.finding import find, index
from pages.frame import results
from pages.frame.guard import allow, role
from pages.frame.paint import heading, paint
from pages.frame.store import seen

allow("board", "team")

asked = results.asked()
found = find(seen(index, role() == "team"), asked)
heading(results.finding(found), kicker="Find", key="find-heading")
results.box(asked)
paint(results.drawn(found) if found.groups else results.what_to_try(asked), "found")
