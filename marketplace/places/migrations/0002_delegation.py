from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="province",
            name="delegation",
            field=models.SlugField(blank=True, max_length=20),
        ),
    ]
