"""What a round, an invitation and an act may not be, given other rows: triggers on both databases.

Each is written as "there is a row that contradicts": foreign keys see to it that the rows are there at all.
"""

from __future__ import annotations

from accounts.triggers import Guard

_ROUND_OF_ACT = "SELECT 1 FROM signing_roundparty p JOIN signing_round r ON r.id = p.round_id WHERE p.id = NEW.party_id"

GUARDS = (
    Guard(
        table="signing_round",
        name="signing_round_is_on_its_documents_version",
        event="insert",
        refused_when=(
            "EXISTS (SELECT 1 FROM documents_documentversion v"
            " WHERE v.id = NEW.version_id AND v.document_id <> NEW.document_id)"
        ),
        message="the version is of another document",
    ),
    Guard(
        table="signing_round",
        name="signing_round_asks_one_question",
        event="update",
        refused_when=(
            "NEW.version_id <> OLD.version_id OR NEW.document_id <> OLD.document_id OR NEW.purpose <> OLD.purpose"
        ),
        message="what a round asks is never changed",
    ),
    Guard(
        table="signing_round",
        name="signing_round_ends_once",
        event="update",
        refused_when="OLD.state <> 'open'",
        message="a round that is over is never changed",
    ),
    Guard(
        table="signing_act",
        name="signing_act_is_in_an_open_round",
        event="insert",
        refused_when=f"EXISTS ({_ROUND_OF_ACT} AND r.state <> 'open')",
        message="the round is over",
    ),
    Guard(
        table="signing_act",
        name="signing_act_has_the_hashes_of_its_version",
        event="insert",
        refused_when=(
            "EXISTS (SELECT 1 FROM signing_roundparty p JOIN signing_round r ON r.id = p.round_id"
            " JOIN documents_documentversion v ON v.id = r.version_id WHERE p.id = NEW.party_id"
            " AND (v.content_sha256 <> NEW.content_sha256 OR v.pdf_sha256 <> NEW.pdf_sha256))"
        ),
        message="the act is about another version",
    ),
    Guard(
        table="signing_act",
        name="signing_act_is_what_the_round_asks_for",
        event="insert",
        refused_when=(
            f"EXISTS ({_ROUND_OF_ACT} AND ((r.purpose = 'sign' AND NEW.kind IN ('endorse', 'endorse_with_reservation'))"
            " OR (r.purpose = 'endorse' AND NEW.kind = 'sign')))"
        ),
        message="the round asks for another kind of act",
    ),
    Guard(
        table="signing_act",
        name="signing_act_is_by_the_one_invited",
        event="insert",
        refused_when=(
            "EXISTS (SELECT 1 FROM signing_signinginvitation i WHERE i.id = NEW.invitation_id"
            " AND (i.party_id <> NEW.party_id OR i.address <> NEW.address))"
        ),
        message="somebody else was invited",
    ),
    Guard(
        table="signing_act",
        name="signing_act_fills_one_seat",
        event="insert",
        refused_when=(
            "NEW.kind IN ('endorse', 'endorse_with_reservation', 'sign') AND EXISTS (SELECT 1 FROM signing_act a"
            " WHERE a.party_id = NEW.party_id AND a.address = NEW.address"
            " AND a.kind IN ('endorse', 'endorse_with_reservation', 'sign')"
            " AND NOT EXISTS (SELECT 1 FROM signing_act w WHERE w.withdraws_id = a.id))"
        ),
        message="one person fills one seat of a party",
    ),
    Guard(
        table="signing_act",
        name="signing_withdrawal_is_of_ones_own_yes",
        event="insert",
        refused_when=(
            "NEW.withdraws_id IS NOT NULL AND EXISTS (SELECT 1 FROM signing_act a WHERE a.id = NEW.withdraws_id"
            " AND (a.invitation_id <> NEW.invitation_id"
            " OR a.kind NOT IN ('endorse', 'endorse_with_reservation', 'sign')))"
        ),
        message="one takes back one's own yes",
    ),
)
