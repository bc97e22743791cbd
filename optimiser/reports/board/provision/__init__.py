"""Sheets of the board's workbook on services: contracts, coverage, who provides what, year by year."""
