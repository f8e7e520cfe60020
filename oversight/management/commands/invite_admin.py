"""The first user: an administrator of the association, invited from the server."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mail.addresses import clean_address
from oversight import services
from paadriv.text import clean_line


class Command(BaseCommand):
    help = "Makes EMAIL an administrator of the association and queues a mail with the way in; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="shown to others; made from the address when left out")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            address = clean_address(email)
            shown = clean_line(name) or address.partition("@")[0].replace(".", " ").title()
            user = services.invite_administrator(email=address, name=shown, by=None)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{user.name} <{user.email}> is an administrator")
