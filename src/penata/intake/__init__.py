"""Files in: what agencies have becomes the tables of a dataset, with an issue for every cell that does not.

``text`` reads files as text and parses cells; ``reader`` says what a reader of one kind of file is (and how to add
one) and ``kinds`` lists them: ``siasn``, ``formation``, ``dapodik``, with ``naming`` for what names and codes tell.
``joining`` makes one dataset of many files; ``dataset``, ``typed``, ``references`` and ``writing`` bring datasets from
and to disk; ``template`` is our own workbook; ``quality`` checks what has come in; ``issues`` is what went wrong.
"""
