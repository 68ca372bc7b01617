import django.core.serializers.json
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=60)),
                (
                    "channel",
                    models.CharField(choices=[("email", "e-mail"), ("sms", "SMS")], default="email", max_length=5),
                ),
                ("address", models.CharField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("payload", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "pending"), ("sent", "sent"), ("failed", "failed")],
                        default="pending",
                        max_length=7,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=500)),
                ("message_id", models.CharField(max_length=200, unique=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["not_before", "id"], name="message_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event_key", "address", "channel"), name="message_told_once")
                ],
            },
        ),
    ]
