"""Why a start cannot go on, in words for the person who typed the command."""


class CannotStart(Exception):
    """Something on this machine is in the way. The text says what, and what to type or change."""


class StopRequested(Exception):
    """Somebody pressed Ctrl-C, or asked the process to end, while a part was still starting."""
