"""The golden drawings of our own making: what they show, and what a person reads in them."""

from golden_drawings.annotations import ANNOTATIONS
from golden_drawings.connectors import CONNECTORS
from golden_drawings.ends import ENDS
from golden_drawings.flows import FLOWS
from golden_drawings.models import MODELS
from golden_drawings.notations import NOTATIONS
from golden_drawings.pen import PEN
from golden_drawings.things import THINGS

GOLDEN = (*FLOWS, *ENDS, *CONNECTORS, *THINGS, *NOTATIONS, *MODELS, *ANNOTATIONS, *PEN)
