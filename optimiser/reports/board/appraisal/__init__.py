"""Sheets of the board's workbook on the appraisal: matrix, scores, robustness, risks."""
