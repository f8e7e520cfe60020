"""Is it time to go on? Pure functions from facts to findings, and from findings to a verdict. No ORM.

The rules of each beslutningspunkt are in gate_1.py and gate_2.py. Who may decide is in policy; what is decided is
stored by services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Verdict
from gates import gate_1, gate_2
from gates.criteria import Criterion
from gates.findings import REASON_AT_LEAST, Finding, Seen, Waiver

_RULES: dict[str, Callable[[Any], Seen]] = {**gate_1.RULES, **gate_2.RULES}


def examine(criteria: tuple[Criterion, ...], facts: gate_1.Facts | gate_2.Facts) -> tuple[Finding, ...]:
    """One finding per criterion, in the criteria's order."""
    return tuple(Finding(one, *_RULES[one.key](facts)) for one in criteria)


def gate(
    findings: tuple[Finding, ...], *, reasons: Mapping[str, str] = {}, waivers: Mapping[str, Waiver] = {}
) -> Verdict:
    """May one go on? No, with every hard criterion that fails and every recommendation without its reason.

    ``reasons`` and ``waivers`` are by criterion key. A waiver counts only on a waivable criterion, and only
    with body, case number, date and a reason of at least REASON_AT_LEAST characters.
    """
    missing: list[str] = []
    for finding in findings:
        if finding.ok:
            continue
        if not finding.is_must:
            if len(reasons.get(finding.key, "").strip()) < REASON_AT_LEAST:
                missing.append(
                    _("Skriv hvorfor dere går videre selv om dette ikke er oppfylt: %(title)s.")
                    % {"title": finding.criterion.title}
                )
        elif not (finding.criterion.waivable and _is_whole(waivers.get(finding.key))):
            missing.append(f"{finding.criterion.title}: {finding.saw}.")
    return Verdict(tuple(missing))


def _is_whole(waiver: Waiver | None) -> bool:
    return (
        waiver is not None
        and bool(waiver.body.strip() and waiver.case_number.strip() and waiver.decided_on)
        and len(waiver.reason.strip()) >= REASON_AT_LEAST
    )
