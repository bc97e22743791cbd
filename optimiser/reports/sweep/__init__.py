"""The workbook of a sweep."""
