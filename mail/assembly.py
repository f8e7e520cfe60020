"""One row and what its kind built, as an e-mail with the parts mail programs look for.

multipart/mixed
├ multipart/alternative: text, HTML, and text/calendar with its METHOD in the MIME header
│   (the part that Outlook and Gmail make their calendar entries from)
├ the attachments
└ the same calendar as a file, for programs that only know files
"""

from __future__ import annotations

from email.utils import format_datetime, formataddr

from django.core.mail import EmailMultiAlternatives

from mail.kinds import Mail
from mail.models import Message
from paadriv.clock import now

CALENDAR_FILE = "kalenderfil.ics"


def as_email(row: Message, mail: Mail) -> EmailMultiAlternatives:
    """The whole message. Raises ValueError (BadHeaderError) when a header would hold a line break."""
    email = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[formataddr((row.name, row.address))],
        reply_to=[mail.reply_to] if mail.reply_to else [],
        headers={
            **mail.headers,
            "Message-ID": row.message_id,
            "Date": format_datetime(now()),
            "Auto-Submitted": "auto-generated",
        },
    )
    email.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        email.attach_alternative(mail.calendar.content.decode(), f"text/calendar; method={mail.calendar.method}")
    for attachment in mail.attachments:
        email.attach(attachment.name, attachment.content, attachment.mimetype)
    if mail.calendar:
        email.attach(CALENDAR_FILE, mail.calendar.content, "application/ics")
    return email
