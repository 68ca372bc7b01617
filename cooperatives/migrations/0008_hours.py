import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Hours as days and times instead of a text: nobody has to write them, in three languages."""

    dependencies = [("cooperatives", "0007_admitted_at")]

    operations = [
        migrations.RemoveField(model_name="cooperative", name="opening"),
        migrations.RemoveField(model_name="cooperative", name="opening_ar"),
        migrations.RemoveField(model_name="cooperative", name="opening_en"),
        migrations.RemoveField(model_name="cooperative", name="opening_fr"),
        migrations.AddField(
            model_name="cooperative",
            name="pickup_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="days for fetching",
            ),
        ),
        migrations.AddField(
            model_name="cooperative",
            name="pickup_from",
            field=models.TimeField(blank=True, null=True, verbose_name="open from"),
        ),
        migrations.AddField(
            model_name="cooperative",
            name="pickup_until",
            field=models.TimeField(blank=True, null=True, verbose_name="open until"),
        ),
        migrations.AddConstraint(
            model_name="cooperative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pickup_days", []),
                    ("pickup_from", None),
                    ("pickup_until", None),
                )
                | models.Q(
                    ("pickup_days__len__gt", 0),
                    ("pickup_from__isnull", False),
                    ("pickup_until__gt", models.F("pickup_from")),
                    ("pickup_until__isnull", False),
                ),
                name="hours_are_whole_and_end_after_they_begin",
            ),
        ),
    ]
