"""SVG elements, escaped and with short numbers."""

from markupsafe import Markup, escape


def element(name: str, *inside: str, **attributes: str | float) -> Markup:
    """One element; attribute names lose a trailing "_" and "__" becomes "-"; text inside is escaped.

    >>> element("text", "a < b", x=1.50, class_="low", text__anchor="end")
    Markup('<text x="1.5" class="low" text-anchor="end">a &lt; b</text>')
    """
    given = "".join(
        f' {key.rstrip("_").replace("__", "-")}="{escape(_short(value))}"' for key, value in attributes.items()
    )
    content = Markup("").join(escape(part) for part in inside)
    return Markup(f"<{name}{given}>{content}</{name}>")


def drawing(width: float, height: float, title: str, *inside: str, class_: str = "", left: float = 0) -> Markup:
    """An SVG that scales with its place and says its title."""
    return element(
        "svg", element("title", title), *inside,
        viewBox=f"{_short(left)} 0 {_short(width)} {_short(height)}", role="img", class_=f"chart {class_}".strip(),
    )  # fmt: skip


def _short(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", value == 0)
