"""What does a drawing say? `analyze` asks one question after another; each stage's outcome is kept.

What comes in: a `Drawing` and `Thresholds`. What goes out: an `Analysis`.
"""

from __future__ import annotations

from graphkit.analysis import connectors, containers, headings, names, scene, things
from graphkit.analysis.conclude import conclude
from graphkit.analysis.connections import connect
from graphkit.analysis.decide import decide, fitted
from graphkit.analysis.declared import declared_ends
from graphkit.analysis.ends import make_targets
from graphkit.elements import Drawing
from graphkit.relations import Analysis
from graphkit.thresholds import Thresholds

__all__ = ["analyze"]


def analyze(drawing: Drawing, thresholds: Thresholds | None = None) -> Analysis:
    """Infer what the drawing's shapes, words and arrows mean together."""
    thresholds = thresholds or Thresholds()
    model = fitted()
    # What can each element be, and where is it?
    seen = scene.build(drawing)
    # Which text is written in which shape?
    written = names.find(seen)
    # Which elements make up one thing, and which lines are left to connect them?
    made = things.compose(seen, written)
    targets = make_targets(seen, made, written)
    linking = connectors.find(seen, made)
    # What do the arrows declare? It wins.
    fixed, problems = declared_ends(seen, made, targets, linking)
    # What does each end mean, and which texts label which connector? Together.
    decision = decide(seen, made, targets, linking, written.around, fixed, model)
    connections, unresolved, candidates = connect(seen, made, targets, linking, decision, fixed, model)
    # What lies in what, and what do the remaining texts name or head?
    labels = {made.free[text] for text in decision.labels}
    used = {made.of[seen.index[end.target]] for c in connections for end in (c.start, c.end)}
    held = containers.find(seen, made, written, labels, used)
    rest = [t for t in made.free if t not in labels and t not in held.name and made.of[t] not in used]
    standing = {k: containers.ring(seen, made, k) for k, thing in enumerate(made.things)
                if thing.main not in rest and thing.main not in labels and thing.main not in held.name
                and k not in {whole for whole, _ in held.whole.values()}}  # fmt: skip
    headed = headings.find(seen, rest, standing)
    return conclude(seen, thresholds, written, made, linking, connections, unresolved, candidates, held, headed,
                    labels, used, problems)  # fmt: skip
