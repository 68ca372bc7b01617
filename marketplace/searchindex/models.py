"""The table of documents."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Document(models.Model):
    """What can be found of one thing, in all languages at once. kind and key say which thing it is."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=40)
    # What readers ask for most comes first among much that matches alike.
    popularity = models.PositiveIntegerField(default=0)
    # Names in every language, normalised: what a word with a slip in it is compared with.
    spelling = models.TextField(blank=True)
    vector = SearchVectorField()
    # The same without descriptions: ranking reads it, as it is small enough to lie in the row itself.
    names = SearchVectorField(null=True)
    # How it was made (index.RECIPE); documents of another recipe are made again.
    recipe = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_document_per_thing")]
        indexes = [
            GinIndex(fields=["vector"], name="document_vector"),
            GinIndex(fields=["spelling"], opclasses=["gin_trgm_ops"], name="document_spelling"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
