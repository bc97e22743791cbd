"""The board's workbook: one module for each sheet, in a folder for each subject."""

from optimiser.reports.board.workbook import write

__all__ = ["write"]
