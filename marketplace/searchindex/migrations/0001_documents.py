"""The table of documents, and the two text search configurations: a language's stemming after the accents are gone."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models


def configuration(name, language):
    return migrations.RunSQL(
        f"""CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {language});
        ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word
        WITH unaccent, {language}_stem""",
        f"DROP TEXT SEARCH CONFIGURATION {name}",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        configuration("taawon_fr", "french"),
        configuration("taawon_en", "english"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=40)),
                ("popularity", models.PositiveIntegerField(default=0)),
                ("spelling", models.TextField(blank=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                ("recipe", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="document_vector"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["spelling"], name="document_spelling", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="one_document_per_thing")],
            },
        ),
    ]
