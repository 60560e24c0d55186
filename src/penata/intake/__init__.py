"""Files in: what agencies have becomes the tables of a dataset, with an issue for every cell that does not.

``grid`` reads files as text, ``sheet`` finds the header, ``cells`` parses columns, ``issues`` collects what is
wrong, ``reader`` says what a reader of one kind of file is (and how to add one), ``kinds`` lists them,
``dataset`` reads and writes datasets, ``join`` makes one dataset of many files.
"""
