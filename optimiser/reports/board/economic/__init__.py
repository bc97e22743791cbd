"""Sheets of the board's workbook on the economic case."""
