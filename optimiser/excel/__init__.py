"""The spreadsheet toolkit: pages, styles, tables and charts. It knows no case."""
