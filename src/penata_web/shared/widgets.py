"""Fields of forms with a look of their own."""

from typing import Any

from django.forms import ClearableFileInput, NumberInput


class Slider(NumberInput):
    """A weight: pulled with the mouse or the arrow keys; its number stands beside it. Give `min`, `max`, `step`."""

    input_type = "range"
    template_name = "django/forms/widgets/number.html"


class FileDrop(ClearableFileInput):
    """A file: dropped on the zone or chosen; give `accept` and, in `attrs["data-words"]`, what may be dropped."""

    template_name = "django/forms/widgets/file.html"


class FilesDrop(FileDrop):
    """Several files at once; the field gets a list."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """The browser lets choose more than one."""
        super().__init__({"multiple": True, **(attrs or {})})
