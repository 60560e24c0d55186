"""The folder of a voluntary exchange: tables, a page with its rings, a workbook."""

from penata.report.exchange.writing import write_exchange

__all__ = ["write_exchange"]
