"""The book is only ever added to, and every posting sums to zero when it is committed: the database holds both."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION money_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER money_append_only BEFORE UPDATE OR DELETE ON money_posting
    FOR EACH ROW EXECUTE FUNCTION money_append_only();
CREATE TRIGGER money_append_only BEFORE UPDATE OR DELETE ON money_entry
    FOR EACH ROW EXECUTE FUNCTION money_append_only();
CREATE TRIGGER money_append_only BEFORE UPDATE OR DELETE ON money_lineterms
    FOR EACH ROW EXECUTE FUNCTION money_append_only();

CREATE FUNCTION money_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_centimes) FROM money_entry WHERE posting_id = NEW.posting_id) <> 0 THEN
        RAISE EXCEPTION 'posting % does not sum to zero', NEW.posting_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER money_sums_to_zero AFTER INSERT ON money_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION money_sums_to_zero();
"""
BACKWARD = """
DROP TRIGGER money_sums_to_zero ON money_entry;
DROP FUNCTION money_sums_to_zero();
DROP TRIGGER money_append_only ON money_lineterms;
DROP TRIGGER money_append_only ON money_entry;
DROP TRIGGER money_append_only ON money_posting;
DROP FUNCTION money_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0001_ledger")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
