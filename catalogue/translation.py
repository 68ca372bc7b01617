"""Columns of the catalogue that exist in three languages. Only forked labels may stand here: else migrations of
modeltranslation land in Oscar's own package."""

from modeltranslation.translator import TranslationOptions, register

from .models import Category, Product, ProductClass


@register(ProductClass)
class ProductClassOptions(TranslationOptions):
    fields = ("name",)


@register(Category)
class CategoryOptions(TranslationOptions):
    fields = ("name", "description")


@register(Product)
class ProductOptions(TranslationOptions):
    fields = ("title", "description", "ingredients", "storage", "care", "size_label")
