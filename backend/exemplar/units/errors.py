"""What can go wrong with the organisation tree."""

from exemplar.core.errors import Conflict, NotFound


class UnitNotFound(NotFound):
    """No such unit."""

    code = "unit_not_found"


class UnitCodeTaken(Conflict):
    """Another unit has this code."""

    code = "unit_code_taken"
