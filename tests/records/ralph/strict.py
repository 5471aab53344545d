"""`ralph validate` with a model for statements of any profile.

Ralph's own models are those of a few profiles (pages, videos, virtual classrooms, its own learning
platform); a statement of another profile is passed over as unknown. Here its base model of a statement,
which checks every field the specification names and allows no other, is made known for ours.
"""

from ralph.cli import cli
from ralph.models import xapi
from ralph.models.selector import selector
from ralph.models.xapi.base.statements import BaseXapiStatement


class AnyStatement(BaseXapiStatement):
    __selector__ = selector(version="1.0.3")


xapi.AnyStatement = AnyStatement
cli()
