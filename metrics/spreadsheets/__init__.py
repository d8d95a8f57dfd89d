"""Spreadsheets: bytes to cells, cells to rows and problems, and back to the sender."""
