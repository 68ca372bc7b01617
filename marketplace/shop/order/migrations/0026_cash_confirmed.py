from django.db import migrations, models
from django.db.models import F


def confirm_old_rows(apps, schema_editor):
    """Nobody was asked until now."""
    parts = apps.get_model("order", "CooperativeOrder")
    parts.objects.filter(cash_confirmed_at=None).update(cash_confirmed_at=F("placed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0025_waiting_for_payment"),
    ]

    operations = [
        migrations.AddField(
            model_name="cooperativeorder",
            name="cash_confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(confirm_old_rows, migrations.RunPython.noop, elidable=True),
    ]
