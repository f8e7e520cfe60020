"""The twins' partners on their way: one of each row that says who speaks, signs and decides for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paadriv.clock import today
from partners import services
from partners.models import Contact, PartnerDecision, Signatory
from partners.stages import Stage
from tests import partners_world
from tests.access.paths import by

if TYPE_CHECKING:
    from tests.access.twins import City


@dataclass
class Partners:
    """P speaks for the city's registered partner, a start-up partner; ``invited`` has not answered."""

    spoken_for: Contact
    second: Contact
    invited: Contact
    signatory: Signatory
    spare: Signatory
    decision: PartnerDecision


def mobilise(city: City) -> Partners:
    """The registered partner becomes a start-up partner, with all it needs; another is asked for a contact."""
    coordinator, partner = city.users["K"], city.registered
    spoken_for = partners_world.contact(partner, city.about("Talsperson"), email=city.users["P"].email)
    services.accept_contact(services.invite_contact(spoken_for, by=coordinator))
    second = partners_world.contact(partner, city.about("Vara"), email=city.address("vara"))
    signatory, spare = [
        partners_world.signatory(
            partner,
            city.about(name),
            email=city.address(name),
            title=city.about("Direktør"),
            basis="fullmakt",
            reference=city.about("Styrets sak 3/26"),
        )
        for name in ("Signe", "Sigurd")
    ]
    services.move(partner, Stage.STARTUP_PARTNER, by=coordinator)
    services.move(city.informal, Stage.TALKING, reason=city.about("Tomas er på"), by=coordinator)
    decided = services.Decided(
        body=city.says("formannskapet"),
        decided_on=today(),
        outcome="conditions",
        case_number=city.says("42/27"),
        conditions=city.says("Andre må være med."),
    )
    decision = partners_world.decision(partner, decided=decided)
    invited = partners_world.invited(city.informal, city.about("Invitert"), email=city.address("invitert"))
    for row in (spoken_for, city.registered, city.informal):
        row.refresh_from_db()
    return Partners(spoken_for, second, invited, signatory, spare, decision)


PATHS: dict[str, Any] = {
    "partners.Contact": by("partner__initiative"),
    "partners.Signatory": by("partner__initiative"),
    "partners.PartnerDecision": by("partner__initiative"),
}
