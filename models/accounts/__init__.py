"""Accounts of a finished plan: who pays, who gains, and who has which places, year by year and compared with today."""
