"""The order of moves: in which waves and on which days a plan is carried out, so that no service stands empty."""

from penata.transition.order import Order, order_of, with_order

__all__ = ["Order", "order_of", "with_order"]
