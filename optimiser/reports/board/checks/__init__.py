"""The sheet Checks of the board's workbook, and what each of its lines compares."""
