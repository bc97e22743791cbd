"""A module a sheet: each fills one page of the workbook. Their order and their titles are in `optimiser.workbook`."""
