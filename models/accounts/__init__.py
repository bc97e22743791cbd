"""The money and places of a finished plan, laid out: who pays, who gains, who has which service, year by year."""
