"""The method as a Mermaid diagram, for the README; a test compares the two."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.method import CURRENT, Days, Method, Months, Step


class Command(BaseCommand):
    help = "Print the method as a Mermaid diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(diagram(CURRENT))


def diagram(method: Method) -> str:
    """One box per step with its length, activities and deliverables; a gate after each."""
    lines = ["flowchart LR"]
    for step in method.steps:
        after = method.after(step.key)
        lines.append(f'  {step.key}["{_label(step)}"]')
        lines.append(f"  {step.key} --> gate{step.number}{{{{Beslutningspunkt {step.number}}}}}")
        lines.append(f"  gate{step.number} --> {after.key if after else 'partnerskap([Partnerskap])'}")
    return "\n".join(lines)


def _label(step: Step) -> str:
    lines = [f"<b>{step.number}. {step.title}</b>", _length(step.usual_length)]
    lines += [f"• {activity.title}" for activity in step.activities]
    lines += [f"→ {deliverable.title}" for deliverable in step.deliverables]
    return "<br/>".join(lines)


def _length(length: Days | Months) -> str:
    one, many = ("dag", "dager") if isinstance(length, Days) else ("måned", "måneder")
    if length.least == length.most:
        return f"{length.least} {one if length.least == 1 else many}"
    return f"{length.least}–{length.most} {many}"
