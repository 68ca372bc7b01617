"""Orders from before the book were sold without commission."""

from django.db import migrations

FORWARD = """
INSERT INTO money_lineterms (line_id, rate_bps, commission_centimes)
SELECT id, 0, 0 FROM order_line WHERE part_id IS NOT NULL
ON CONFLICT (line_id) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
