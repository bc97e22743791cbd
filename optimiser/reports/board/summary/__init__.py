"""The first sheets of the board's workbook: Cover, Contents, Summary, Today, assumptions and Run record."""
