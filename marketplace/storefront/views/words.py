"""Pages of words: how to reach the office, what the law asks a shop to say."""

from __future__ import annotations

from django.conf import settings

from marketplace.storefront.words import carriers_by_zone, cookies

from .browse import PageView


class ContactView(PageView):
    template_name = "storefront/contact.html"


class TermsView(PageView):
    template_name = "storefront/terms.html"
    extra_context = {"terms_version": settings.TERMS_VERSION, "withdrawal_days": settings.WITHDRAWAL_DAYS}


class DeliveryView(PageView):
    template_name = "storefront/delivery_returns.html"
    extra_context = {"withdrawal_days": settings.WITHDRAWAL_DAYS}

    def read(self) -> list[dict]:
        return carriers_by_zone()


class LegalView(PageView):
    template_name = "storefront/legal.html"

    def get_context_data(self, **kwargs) -> dict:
        office = {"host": settings.LEGAL_HOST, "publication_director": settings.PUBLICATION_DIRECTOR}
        return super().get_context_data(**office, **kwargs)


class PrivacyView(PageView):
    template_name = "storefront/privacy.html"

    def get_context_data(self, **kwargs) -> dict:
        notice = {"cndp_number": settings.CNDP_NUMBER, "host": settings.LEGAL_HOST, "cookies": cookies()}
        return super().get_context_data(**notice, **kwargs)
