"""The files of a case: reading a workbook or folder, the workbook to fill in, and the example cases."""
