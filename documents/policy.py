"""Who may read, write, share and comment texts, and who owns the templates. Says nothing about when.

Partners' contacts read the sections opened to them; the association reads texts, never what is said of them.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from documents.loading import Beginning
from documents.models import Comment, Document, Section
from initiatives.models import Initiative, Role
from initiatives.policy import may_coordinate, may_edit, may_see, may_see_people, membership_of


def is_partner(user: Any, initiative: Initiative) -> bool:
    """A partner's contact: reads what is shared."""
    membership = membership_of(user, initiative)
    return membership is not None and membership.role == Role.PARTNER


def may_see_documents(user: Any, initiative: Initiative) -> Verdict:
    """The list of texts: everybody in the initiative, and the association."""
    return YES if is_partner(user, initiative) else may_see(user, initiative)


def may_begin(user: Any, beginning: Beginning) -> Verdict:
    return may_edit(user, beginning.initiative)


def may_find(user: Any, beginning: Beginning) -> Verdict:
    return may_see_documents(user, beginning.initiative)


def may_read(user: Any, document: Document) -> Verdict:
    """The document's page; which sections a partner finds there is said by may_read_section."""
    return may_see_documents(user, document.initiative)


def may_carry_over(user: Any, document: Document) -> Verdict:
    """Begin from the text of an earlier round: those who write."""
    return may_edit(user, document.initiative)


def may_share(user: Any, document: Document) -> Verdict:
    return may_coordinate(user, document.initiative)


def may_compare(user: Any, document: Document) -> Verdict:
    """Compare whole versions, and older texts of a section: not partners, who see only what is shared."""
    return may_see(user, document.initiative)


def may_remember(user: Any, document: Document) -> Verdict:
    """Note what one has read."""
    return may_see_documents(user, document.initiative)


def may_read_section(user: Any, section: Section) -> Verdict:
    if is_partner(user, section.document.initiative) and not section.is_shared:
        return no(_("Denne delen er ikke delt med partnerne."))
    return may_see_documents(user, section.document.initiative)


def may_see_history(user: Any, section: Section) -> Verdict:
    return may_compare(user, section.document)


def may_write(user: Any, section: Section) -> Verdict:
    """Coordinators and editors, in sections that do not fill themselves."""
    if section.is_automatic:
        return no(_("Denne delen fylles ut automatisk."))
    return may_edit(user, section.document.initiative)


def may_see_comments(user: Any, section: Section) -> Verdict:
    """What people say to each other: members, and partners where the section is shared."""
    initiative = section.document.initiative
    if is_partner(user, initiative):
        return may_read_section(user, section)
    return may_see_people(user, initiative)


def may_comment(user: Any, section: Section) -> Verdict:
    """Say something, while the initiative is open; members who only read too."""
    initiative = section.document.initiative
    if not initiative.is_open:
        return no(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
    return may_see_comments(user, section)


def may_propose(user: Any, section: Section) -> Verdict:
    """Propose a text: those who may comment, where somebody writes."""
    if section.is_automatic:
        return no(_("Denne delen fylles ut automatisk."))
    return may_comment(user, section)


def may_resolve(user: Any, comment: Comment) -> Verdict:
    """Close or reopen: those who write, and everybody their own."""
    if comment.author_id == user.pk:
        return may_comment(user, comment.section)
    return may_edit(user, comment.section.document.initiative)


def may_take_in(user: Any, comment: Comment) -> Verdict:
    return may_write(user, comment.section)


def owns_templates(user: Any, subject: Any = None) -> Verdict:
    """Read and change the templates: the association's administrators."""
    if user.is_association_admin:
        return YES
    return no(_("Bare administratorer i Foreningen Pådriv kan se og endre malene."))
