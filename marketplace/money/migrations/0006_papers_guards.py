"""Papers never change: the database refuses to change one, or to remove one that stands in a series.

And the tax rules that this market begins with: assumptions (confirmed: false) from public sources of 2021 to 2024,
which the office's accountant has to confirm. Papers written under them say so.
"""

from datetime import date

from django.db import migrations

FORWARD = """
CREATE FUNCTION money_paper_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.number IS NULL THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a paper that was written stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER money_paper_kept BEFORE UPDATE OR DELETE ON money_paper
    FOR EACH ROW EXECUTE FUNCTION money_paper_kept();
"""
BACKWARD = """
DROP TRIGGER money_paper_kept ON money_paper;
DROP FUNCTION money_paper_kept();
"""

BEGINNING = date(2024, 1, 1)
COOPERATIVE = {
    "fr": "Exonérée de la TVA sans droit à déduction (coopérative).",
    "ar": "معفاة من الضريبة على القيمة المضافة دون الحق في الخصم (تعاونية).",
    "en": "Exempt from VAT without right of deduction (cooperative).",
}
PRODUCT = {
    "fr": "Produit exonéré de la TVA (CGI, art. 91).",
    "ar": "منتوج معفى من الضريبة على القيمة المضافة (المدونة العامة للضرائب، المادة 91).",
    "en": "Product exempt from VAT (General Tax Code, art. 91).",
}
# scope, code, basis points, name, words for what is exempt
RATES = (
    ("default", "", 2000, "Taux normal", {}),
    ("delivery", "", 2000, "Livraison", {}),
    ("class", "couscous", 0, "Couscous", PRODUCT),
    ("class", "carpet", 0, "Tapis artisanaux", PRODUCT),
    ("class", "carpet-custom", 0, "Tapis artisanaux sur commande", PRODUCT),
)


def load(apps, schema_editor) -> None:
    """What holds until the office says otherwise."""
    apps.get_model("money", "VatStatus").objects.create(taxable=False, since=BEGINNING, mention=COOPERATIVE)
    rate = apps.get_model("money", "TaxRate")
    for scope, code, rate_bps, name, mention in RATES:
        rate.objects.create(
            scope=scope, code=code, rate_bps=rate_bps, name=name, mention=mention, since=BEGINNING
        )  # fmt: skip


def unload(apps, schema_editor) -> None:
    """The tables go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("money", "0005_papers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD), migrations.RunPython(load, unload)]
