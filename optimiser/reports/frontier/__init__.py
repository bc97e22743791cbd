"""The workbook and files of a frontier."""
