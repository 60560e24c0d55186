"""Work in the background: one file a thing; each announces its jobs when it is imported here."""
