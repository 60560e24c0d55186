"""The synthetic regency in the files of the real systems, with their quirks, and what was planted in them."""

from penata.synthetic.siasn.folder import write_siasn

__all__ = ["write_siasn"]
