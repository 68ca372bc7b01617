from django.contrib.postgres.search import SearchVectorField
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("searchindex", "0001_documents")]

    operations = [
        migrations.AddField(model_name="document", name="names", field=SearchVectorField(null=True)),
    ]
