"""The workbook and files of a comparison of two runs."""
