"""A block: `- investments: {items: [one, another]}`; `templates/blocks/investments.html` prints it."""

from collections.abc import Mapping
from typing import Any

from house_package.kinds import Investment, InvestmentRef
from toolkit.content.document import Arguments


class InvestmentsArguments(Arguments):
    """Investment projects, one a line."""

    items: tuple[InvestmentRef, ...]

    @staticmethod
    def view(library: Any, _: Any, it: Any) -> Mapping[str, Any]:
        """The projects that it names."""
        return {"projects": [library.get(Investment, id) for id in it.items]}
