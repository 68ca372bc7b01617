"""The pages that everybody may read: home, catalogue, product, cooperatives, storefront, terms."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from marketplace.pagecache.pages import CEILING
from marketplace.pagecache.versions import CATALOGUE, of_cooperative
from marketplace.storefront import browse, home, product, search, shown, storefronts
from marketplace.storefront.filters import BEST, MAX_QUERY, PARAMETERS, SORTS, filters_read
from marketplace.storefront.structured import cooperative_data, product_data

from .public import PublicMixin


class PageView(PublicMixin, TemplateView):
    """A public page whose reading function's result is the context's `shown`."""

    shown: object = ()

    def read(self) -> object:
        """What the page shows; nothing, for a page of words only. Raises Http404."""
        return ()

    def is_found(self) -> bool:
        """Whether all that was asked for by name exists: else names of nothing could fill the page cache."""
        return True

    def is_worth_keeping(self) -> bool:
        # Page 1 has one name; int() would read it from many.
        is_usual = self.number.isascii() and not self.number.startswith("0")
        return is_usual and self.is_found()

    def get_context_data(self, **kwargs) -> dict:
        self.shown = self.read()
        return super().get_context_data(shown=self.shown, **kwargs)

    @property
    def number(self) -> str:
        """Which page of a list is wanted; as it was typed."""
        return self.request.GET.get("page") or "1"


class HomeView(PageView):
    template_name = "storefront/home.html"

    def read(self) -> home.HomePage:
        return home.home_page()


class ListView(PageView):
    """Listings by filters. Kept with at most one of them, and that no price: there are too many of these."""

    parameters = PARAMETERS

    def hangs_on(self) -> tuple[str, ...]:
        filters = filters_read(self.request.GET)
        return () if filters.q or filters.typed or filters.count > 1 else (CATALOGUE,)

    def kept_for(self, held: dict[str, str]) -> float:
        """Less while the counts beside its filters are older than it."""
        return CEILING if self.shown.counts.versions == {held[CATALOGUE]} else settings.FACETS_MAY_LAG

    def is_found(self) -> bool:
        filters = self.shown.filters
        asked = [name for name, values in self.request.GET.lists() for _ in values if name not in ("page", "sort")]
        is_understood = len(asked) == filters.count and self.request.GET.get("sort", filters.sort) == filters.sort
        return is_understood and (bool(self.shown.cards) or not asked)


class CatalogueView(ListView):
    template_name = "storefront/catalogue.html"
    extra_context = {"sorts": SORTS}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The page; what was searched for here goes to the search, its filters kept."""
        if request.GET.get("q", "").strip():
            return HttpResponsePermanentRedirect(f"{reverse('storefront:search')}?{urlencode(request.GET)}")
        return super().get(request, *args, **kwargs)

    def read(self) -> browse.CataloguePage:
        return browse.catalogue_page(filters_read(self.request.GET), self.number)


class SearchView(ListView):
    template_name = "storefront/search.html"
    extra_context = {"sorts": {BEST: gettext_lazy("Best match first")} | SORTS}

    def read(self) -> search.SearchPage:
        return search.search_page(filters_read(self.request.GET), self.number)


class SuggestView(PublicMixin, View):
    """What may be meant while somebody types, for the script of the search box; the search page needs none of it."""

    parameters = frozenset({"q"})

    def hangs_on(self) -> tuple[str, ...]:
        return ()

    def get(self, request: HttpRequest) -> JsonResponse:
        lines = search.suggestions(request.GET.get("q", "")[:MAX_QUERY])
        return JsonResponse({"lines": [asdict(line) for line in lines]})


class ProductView(PageView):
    template_name = "storefront/product.html"
    extra_context = {"withdrawal_days": settings.WITHDRAWAL_DAYS}
    parameters = frozenset({"size", "city"})

    def hangs_on(self) -> tuple[str, ...]:
        return shown.on_product_page(self.kwargs["pk"])

    def hangs_on_too(self) -> set[str]:
        return {of_cooperative(pk) for pk in self.shown.beside}

    def is_found(self) -> bool:
        return self.shown.has_all(self.request.GET.get("size", ""), self.request.GET.get("city", ""))

    def read(self) -> product.ProductPage:
        size, city = self.request.GET.get("size", ""), self.request.GET.get("city", "")
        return product.product_page(self.kwargs["pk"], size=int(size) if size.isdecimal() else None, city=city)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The page; an address with an old title goes to the present one, its question kept."""
        context = self.get_context_data(**kwargs)
        context["structured_data"] = partial(product_data, context["shown"])
        address = context["shown"].card.url
        if request.path != address:
            query = urlencode(request.GET)
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return self.render_to_response(context)


class CooperativesView(PageView):
    template_name = "storefront/cooperatives.html"
    parameters = frozenset({"province"})

    def is_found(self) -> bool:
        return not self.shown.province or self.shown.asked is not None

    def read(self) -> storefronts.CooperativesPage:
        return storefronts.cooperatives_page(self.request.GET.get("province", ""))


class CooperativeView(PageView):
    template_name = "storefront/cooperative.html"
    parameters = frozenset({"page"})

    def hangs_on(self) -> tuple[str, ...]:
        return shown.on_storefront(self.kwargs["slug"])

    def read(self) -> storefronts.CooperativePage:
        return storefronts.cooperative_page(self.kwargs["slug"], self.number)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        return context | {"structured_data": cooperative_data(context["shown"])}
