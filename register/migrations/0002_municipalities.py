"""The 357 municipalities, from register/data/municipalities.csv (facts; © Kartverket)."""

import csv
from pathlib import Path

from django.db import migrations

from paadriv.text import search_key


def load(apps, schema_editor):
    Municipality = apps.get_model("register", "Municipality")
    path = Path(__file__).resolve().parent.parent / "data" / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        Municipality.objects.bulk_create(
            Municipality(**row, search_text=search_key(row["name"].replace(" - ", " "), row["county"]))
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
