"""``python -m tests.faults.ask_to_freeze PLACE…`` asks for the first version of a målbilde in each place."""

from __future__ import annotations

import sys

import django

django.setup()

from tests import frozen_world, writing_world  # noqa: E402

for place in sys.argv[1:]:
    frozen_world.request(frozen_world.document(frozen_world.place(writing_world.at_forprosjekt(place))))
