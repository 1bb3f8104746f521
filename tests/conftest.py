"""What every test shares: how hypothesis searches.

In continuous integration (`GRAPHKIT_CI=1`) it tries the same examples every time, so that a failure there is a change's
own doing; elsewhere it looks at new ones each time. Drawings are built with `drawing_builder`.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("GRAPHKIT_CI") == "1" else "local")
