"""Read the rules of compensation that travel with the program."""

from simulator.errors import ScenarioError
from simulator.io.table_rows import TableRow, declare_rows
from simulator.io.tables import read_table
from simulator.model.compensation import Compensation

_RULES = "compensation_rules"


def read_compensation(case: str | None) -> tuple[Compensation, ...]:
    """Read who was or would be paid what in a case.

    Parameters
    ----------
    case : str or None
        For example ``kakao-2022``.

    Returns
    -------
    tuple of Compensation
        In the order of the table; none where the case has none.

    Raises
    ------
    ScenarioError
        With every problem of the table.

    Examples
    --------
    >>> [rule.rule for rule in read_compensation("kakao-2022")][:2]
    ['nothing', 'fee-days']
    """
    file = f"{_RULES}.csv"
    rows = [TableRow(2 + number, cells) for number, cells in enumerate(read_table(_RULES))]
    made, problems = declare_rows(rows, Compensation, file)
    if problems:
        raise ScenarioError(file, problems)
    return tuple(rule for rule in made if rule.case == case)
