"""The strip at the foot of every page of a document: the three steps and where this one belongs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from initiatives.method import Days, Method, StepKey


def strip(method: Method, current: StepKey) -> list[dict[str, Any]]:
    """Plain data for content: number, title, length and what the step gives."""
    gives = {
        StepKey.SONDERINGSMOETE: _("Er det nok interesse?"),
        StepKey.FORPROSJEKT: _("Felles målbilde."),
        StepKey.ETABLERINGSFASE: _("Signert samarbeidsavtale."),
    }
    return [
        {
            "number": step.number,
            "title": str(step.title),
            "text": f"{_length(step.usual_length)} {gives[step.key]}",
            "is_current": step.key is current,
        }
        for step in method.steps
    ]


def _length(usual: Any) -> str:
    if isinstance(usual, Days):
        return _("Én dag.") if usual.most == 1 else _("%(days)s dager.") % {"days": usual.most}
    return _("%(least)s–%(most)s måneder.") % {"least": usual.least, "most": usual.most}
