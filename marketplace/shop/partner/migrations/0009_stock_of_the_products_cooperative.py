"""A stock record's partner is the cooperative of its product: said by the database, for every writer."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION stockrecord_same_cooperative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT cooperative_id FROM partner_partner WHERE id = NEW.partner_id)
       IS DISTINCT FROM (SELECT cooperative_id FROM catalogue_product WHERE id = NEW.product_id) THEN
        RAISE EXCEPTION 'stock record of another cooperative''s product' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stockrecord_same_cooperative
    BEFORE INSERT OR UPDATE OF partner_id, product_id ON partner_stockrecord
    FOR EACH ROW EXECUTE FUNCTION stockrecord_same_cooperative();
"""
BACKWARD = """
DROP TRIGGER stockrecord_same_cooperative ON partner_stockrecord;
DROP FUNCTION stockrecord_same_cooperative();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partner", "0008_cooperative_and_guards"),
        ("catalogue", "0033_listings"),
        ("cooperatives", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
