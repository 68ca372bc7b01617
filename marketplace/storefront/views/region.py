"""Provinces, programmes and news: pages that everybody may read."""

from __future__ import annotations

from django.core.paginator import Page

from marketplace.storefront import region

from .browse import PageView


class ProvincesView(PageView):
    template_name = "storefront/provinces.html"

    def read(self) -> region.ProvincesPage:
        return region.provinces_page()


class ProvinceView(PageView):
    template_name = "storefront/province.html"

    def read(self) -> region.ProvincePage:
        return region.province_page(self.kwargs["slug"])


class ProgrammesView(PageView):
    template_name = "storefront/programmes.html"

    def read(self) -> region.ProgrammesPage:
        return region.programmes_page()


class ProgrammeView(PageView):
    template_name = "storefront/programme.html"

    def read(self) -> region.ProgrammePage:
        return region.programme_page(self.kwargs["slug"])


class NewsView(PageView):
    template_name = "storefront/news.html"
    parameters = frozenset({"page"})

    def read(self) -> Page:
        return region.news_page(self.number)


class NewsItemView(PageView):
    template_name = "storefront/news_item.html"

    def read(self) -> region.NewsItemPage:
        return region.news_item_page(self.kwargs["slug"])
