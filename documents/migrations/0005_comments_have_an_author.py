"""Comments without a log-in were never written; the column for a name goes, and each has its author."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("documents", "0004_carried_from"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="comment", name="comment_has_one_author"),
        migrations.RemoveField(model_name="comment", name="author_name"),
        migrations.AlterField(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
