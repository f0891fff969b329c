"""Writes agreements as Akoma Ntoso 3.0, the OASIS standard by which programs read legal texts."""
