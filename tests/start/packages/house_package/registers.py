"""The page of all investment projects; `vocabulary.yaml` names it, `templates/site/investments.html` lays it out."""

from house_package.kinds import Investment
from toolkit.site.registers import Asked, Register, RegisterPage


def projects(asked: Asked) -> Register:
    """Projects by the alphabet of the language."""
    found = asked.library.all(Investment)
    return Register({"projects": sorted(found, key=lambda it: asked.context.plain(it.name))})


page = RegisterPage(Investment, projects)
