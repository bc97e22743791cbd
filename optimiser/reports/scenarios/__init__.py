"""The workbook and files of a scenario pack."""
