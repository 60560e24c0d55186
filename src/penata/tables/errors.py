"""The one way in which bad input is told: every problem, with place, value and remedy."""


class InputError(ValueError):
    """Input that cannot be used; ``problems`` lists all of them, one sentence each, not only the first."""

    def __init__(self, problems: list[str]) -> None:
        """Keep all problems; the message shows them one a line."""
        super().__init__("\n".join(problems))
        self.problems = problems
