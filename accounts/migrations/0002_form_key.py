from django.db import migrations, models

import paadriv.clock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormKey",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("location", models.CharField(default="/", max_length=500)),
                ("at", models.DateTimeField(db_index=True, default=paadriv.clock.now)),
            ],
            options={
                "verbose_name": "sendt skjema",
                "verbose_name_plural": "sendte skjemaer",
                "ordering": ("at", "digest"),
            },
        ),
    ]
