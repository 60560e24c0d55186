"""What reading a list brings up, before anybody is judged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a cell of a list: what it is, the value found, what is near it, and what to do."""

    code: str
    text: str
    value: str | None = None
    near: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def sentence(self) -> str:
        """The remark as one Indonesian sentence.

        >>> Remark("UNKNOWN_PERSON", "NIP 1 tidak ada", near=("2 (Ani)",), remedy="perbaiki NIP").sentence
        'NIP 1 tidak ada; yang mirip: 2 (Ani); perbaiki NIP.'
        """
        near = f"; yang mirip: {', '.join(self.near)}" if self.near else ""
        return f"{self.text}{near}{f'; {self.remedy}' if self.remedy else ''}."
