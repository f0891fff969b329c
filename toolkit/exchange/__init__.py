"""Takes in what other programs hold, works and tables of figures, and gives works out for them."""
