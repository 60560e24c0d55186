"""Why a change is refused, in words for people."""

from collections.abc import Sequence

from penata_web.planning.queries.scenarios import Change


class RefusedChangeError(Exception):
    """What was asked cannot be done; ``words`` say what, where, and the remedy, one sentence each."""

    def __init__(self, *words: str) -> None:
        """Keep the sentences."""
        super().__init__("\n".join(words))
        self.words = words


class StaleError(RefusedChangeError):
    """Somebody else changed the scenario since it was opened; ``changes`` say what, who and why."""

    def __init__(self, words: str, changes: Sequence[Change]) -> None:
        """Keep what happened meanwhile."""
        super().__init__(words)
        self.changes = list(changes)
