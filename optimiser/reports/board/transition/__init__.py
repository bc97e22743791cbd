"""Sheets of the board's workbook on the change: action plan, handovers, who loses and who moves."""
