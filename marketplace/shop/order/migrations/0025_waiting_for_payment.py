from django.db import migrations, models
from django.db.models import F


def confirm_old_rows(apps, schema_editor):
    """Until now every order was paid in cash, and its cooperatives saw it at once."""
    parts = apps.get_model("order", "CooperativeOrder")
    parts.objects.filter(confirmed_at=None).update(confirmed_at=F("placed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0024_vouchers"),
    ]

    operations = [
        migrations.AddField(
            model_name="cooperativeorder",
            name="confirmed_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name="cooperativeorder",
            name="status",
            field=models.CharField(
                choices=[
                    ("awaiting", "Waiting for payment"),
                    ("new", "New"),
                    ("accepted", "Accepted"),
                    ("packed", "Packed"),
                    ("shipped", "Sent"),
                    ("delivered", "Delivered"),
                    ("declined", "Declined"),
                    ("cancelled", "Cancelled"),
                ],
                db_index=True,
                default="new",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="payment_method",
            field=models.CharField(
                choices=[("cod", "Cash on delivery"), ("card", "Card"), ("transfer", "Bank transfer")],
                default="cod",
                max_length=16,
            ),
        ),
        migrations.RunPython(confirm_old_rows, migrations.RunPython.noop, elidable=True),
    ]
