"""What Excel itself asks of the cells of a template: a source's rules as validation, with hint and sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

SHAPES = {
    "date": "A date, such as 31/03/2026",
    "month": "A month, such as March 2026",
    "year": "A financial year, such as 2025/26",
    "money": "Pounds, such as 1,234.50",
    "number": "A number",
    "integer": "A whole number",
    "percent": "A percentage with its sign, such as 12%",
    "yes_no": "Yes or No",
    "choice": "One of the words in the list",
    "postcode": "A whole postcode, such as FY3 8NR",
    "code": "A number or reference, with its leading zeros",
    "text": "Words",
}
# The formats of the columns. As text where Excel would take something away: leading zeros, a % sign, a year's stroke.
FORMATS = dict.fromkeys(("year", "percent", "postcode", "code", "text", "choice", "yes_no"), "@") | {
    "date": "dd/mm/yyyy",
    "month": "mmmm yyyy",
    "money": "#,##0.00",
    "number": "General",
    "integer": "0",
}
LENGTHS = {"postcode": (5, 8), "code": (1, 60), "text": (1, 1000), "year": (4, 9)}
FIRST_DAY, LAST_DAY = "36526", "73050"  # 1 January 2000 and 2100, as Excel counts days
FURTHEST = 1_000_000_000_000


def validation(column: Any, rules: Iterable[Any], letter: str, words: str | None) -> DataValidation:
    """The validation of a column; `words` is the range that holds its choices."""
    least, most, future = _limits(column, rules)
    kind, what = _kind(column, letter, words, least, most, future)
    rule = DataValidation(**kind, allow_blank=True, showInputMessage=True, showErrorMessage=True)
    # what stops a load stops the cell; what may be right can be kept
    stops = column.required or column.type in ("money", "number", "integer")
    rule.errorStyle = "stop" if stops and column.type != "choice" else "warning"
    rule.errorTitle, rule.error = column.title[:32], f"{what}."[:255]
    needed = "Needed." if column.required else "Leave it empty if it is not known."
    rule.promptTitle, rule.prompt = column.title[:32], f"{what}. {needed}"[:255]
    return rule


def _limits(column: Any, rules: Iterable[Any]) -> tuple[float, float, bool]:
    """(least, most, whether the future is allowed) by the rules that are errors; a warning is for the check to say."""
    least, most, future = -FURTHEST, FURTHEST, True
    for rule in rules:
        if column.name in rule.columns and rule.severity == "error":
            least = max(least, rule.more.get("least", 0 if rule.kind == "not_negative" else least))
            most = min(most, rule.more.get("most", most))
            future = future and rule.kind != "not_future"
    return least, most, future


def _kind(column: Any, letter: str, words: str | None, least: float, most: float, future: bool) -> tuple[dict, str]:
    """(the validation's own words, what it asks for in a sentence)."""
    what = SHAPES[column.type]
    if words:
        return {"type": "list", "formula1": words}, what
    if column.type == "yes_no":
        return {"type": "list", "formula1": '"Yes,No"'}, what
    if column.type in ("date", "month"):
        last, said = (LAST_DAY, what) if future else ("TODAY()", f"{what}, not after today")
        return {"type": "date", "operator": "between", "formula1": FIRST_DAY, "formula2": last}, said
    if column.type in ("money", "number", "integer"):
        kind = "whole" if column.type == "integer" else "decimal"
        said = what + (f", not below {least:g}" if least > -FURTHEST else "")
        said += f", not above {most:g}" if most < FURTHEST else ""
        return {"type": kind, "operator": "between", "formula1": f"{least:.15g}", "formula2": f"{most:.15g}"}, said
    if column.type == "percent":
        cell = f"{letter}3"
        return {"type": "custom", "formula1": f'AND(RIGHT(TRIM({cell}),1)="%",ISNUMBER(VALUE({cell})))'}, what
    shortest, longest = LENGTHS[column.type]
    limits = {"operator": "between", "formula1": str(shortest), "formula2": str(longest)}
    return {"type": "textLength", **limits}, f"{what}, at most {longest:,} characters"
