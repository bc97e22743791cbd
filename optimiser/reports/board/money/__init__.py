"""Sheets of the board's workbook on money: allocation, funding, who pays and the payment schedule."""
