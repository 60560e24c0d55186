"""Files as text: grids with the rows of the spreadsheet, headers found, cells parsed."""
