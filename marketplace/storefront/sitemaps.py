"""What search engines are told of: every page that everybody may read, in its three languages."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from catalogue.models import Category, Product
from cooperatives.models import Cooperative
from marketplace.places.choices import REGION
from marketplace.places.models import Province
from marketplace.programmes.models import Event, Programme
from marketplace.stories.models import Story


class Section(Sitemap):
    """Pages of one view. Each has an entry per language that names the others, and French for any other reader."""

    i18n = alternates = x_default = True
    # Of entries, three to a page; a file may have 50,000.
    limit = 10_000
    view = ""

    @property
    def protocol(self) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """The market's own, whatever name the question came by."""
        return urlsplit(settings.SITE_URL).netloc

    def location(self, item: tuple) -> str:
        return reverse(f"storefront:{self.view}", args=item)


class Words(Section):
    """Pages that there is one of each."""

    def items(self) -> list[str]:
        return [
            *("home", "catalogue", "cooperatives", "stories", "provinces", "programmes", "news"),
            *("contact", "delivery-returns", "terms", "legal", "privacy"),
        ]

    def location(self, item: str) -> str:
        return reverse(f"storefront:{item}")


class Categories(Section):
    def items(self) -> QuerySet:
        sold = Category.objects.filter(is_public=True, product__in=Product.objects.visible())
        return sold.order_by("path").distinct().values_list("slug", flat=True)

    def location(self, item: str) -> str:
        return f"{reverse('storefront:catalogue')}?category={item}"


class Products(Section):
    view = "product"

    def items(self) -> QuerySet:
        return Product.objects.visible().order_by("pk").values_list("slug", "pk", "date_updated")

    def location(self, item: tuple) -> str:
        return super().location(item[:2])

    def lastmod(self, item: tuple) -> datetime:
        return item[2]


class Cooperatives(Section):
    view = "cooperative"

    def items(self) -> QuerySet:
        return Cooperative.objects.in_directory().order_by("pk").values_list("slug")


class Stories(Section):
    view = "story"

    def items(self) -> QuerySet:
        return Story.objects.published().values_list("slug", "current__published_at")

    def location(self, item: tuple) -> str:
        return super().location(item[:1])

    def lastmod(self, item: tuple) -> datetime:
        return item[1]


class Provinces(Section):
    view = "province"

    def items(self) -> QuerySet:
        return Province.objects.filter(region_id=REGION).order_by("code").values_list("slug")


class Programmes(Section):
    view = "programme"

    def items(self) -> QuerySet:
        return Programme.objects.published().order_by("pk").values_list("code")


class News(Section):
    view = "news-item"

    def items(self) -> QuerySet:
        return Event.objects.published().order_by("pk").values_list("slug")


SECTIONS = {
    "pages": Words, "categories": Categories, "products": Products, "cooperatives": Cooperatives, "stories": Stories,
    "provinces": Provinces, "programmes": Programmes, "news": News,
}  # fmt: skip
