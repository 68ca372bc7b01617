"""Accounts, their checks, signatures and remittances are never changed: a new fact is a new row."""

from django.db import migrations

TABLES = ("money_bankaccount", "money_bankaccountreview", "money_payoutapproval", "money_remittance")
FORWARD = "".join(
    f"CREATE TRIGGER money_append_only BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION money_append_only();"
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER money_append_only ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("money", "0007_payouts")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
