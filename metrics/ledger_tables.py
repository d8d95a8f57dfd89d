"""The ledger's database tables."""

from __future__ import annotations

import sqlalchemy as sa

META = sa.MetaData()
LOADS = sa.Table(
    "loads",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("load", sa.String, unique=True, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("rows_sha256", sa.String, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("accepted", sa.String),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False, default=False),
)
PERIODS = sa.Table(
    "load_periods",
    META,
    sa.Column("load", sa.String, primary_key=True),
    sa.Column("period", sa.String, primary_key=True),  # "2026-03", "2019/20"; "" for a register
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("covers", sa.Boolean, nullable=False),  # false: a few late or early rows, which replace nothing
)
SETTINGS = sa.Table(
    "settings", META, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)
TARGETS = sa.Table(
    "targets",
    META,
    sa.Column("indicator", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
    sa.Column("by_date", sa.String, nullable=False),
    sa.Column("baseline_value", sa.String),
    sa.Column("baseline_month", sa.String),
    sa.Column("source", sa.String, nullable=False, default=""),
    sa.Column("set_by", sa.String, nullable=False),
    sa.Column("set_at", sa.String, nullable=False),
)
MILESTONES = sa.Table(
    "milestones",
    META,
    sa.Column("indicator", sa.String, primary_key=True),
    sa.Column("on_date", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
NOTES = sa.Table(
    "notes",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),  # rebasing | comment | action
    sa.Column("indicator", sa.String, nullable=False),
    sa.Column("month", sa.String, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("due", sa.String),
    sa.Column("owner", sa.String),
    sa.Column("removed", sa.Boolean, nullable=False, default=False),
)
NOTE_DETAILS = sa.Table(  # what a note says beside its text
    "note_details",
    META,
    sa.Column("note", sa.Integer, primary_key=True),
    sa.Column("happened", sa.String, nullable=False, default=""),
    sa.Column("why", sa.String, nullable=False, default=""),
)
OUTCOMES = sa.Table(  # what came of an action: the first closes it, later ones add to it
    "outcomes",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("note", sa.Integer, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)
FLAG_TABLES = sa.Table(  # each edition of the table by which procurement says what can be chosen; none is ever changed
    "spend_flag_tables",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("why", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)
FLAGS = sa.Table(
    "spend_flags",
    META,
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),  # from 1, as the table was written
    sa.Column("kind", sa.String, nullable=False),  # supplier | category | route
    sa.Column("which", sa.String, nullable=False),
    sa.Column("influenceable", sa.String),  # yes | no | unknown; null: the row says nothing of it
    sa.Column("sme", sa.String),
    sa.Column("vcfse", sa.String),
    sa.Column("note", sa.String, nullable=False, default=""),
    sa.Column("since", sa.Integer, nullable=False),  # the edition in which the row came to say what it says
)
PUBLICATIONS = sa.Table(
    "publications",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("status", sa.String, nullable=False),  # prepared | approved | released | withdrawn
    sa.Column("facts", sa.String, nullable=False, default="{}"),
)
SEEN = sa.Table(  # months as they were published or reported
    "seen",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("month", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),  # publication | report
    sa.Column("of", sa.String, nullable=False),  # the publication's number, or the report's form
    sa.Column("file", sa.String, nullable=False, unique=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
)
LOG = sa.Table(
    "log",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("before", sa.String),
    sa.Column("after", sa.String),
)
