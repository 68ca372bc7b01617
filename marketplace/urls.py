"""All addresses. Public pages carry their language; the stable ones are listed in docs/architecture.md."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from marketplace.storefront.views import account, addresses, install, media, mine, poster, service, webhook

handler404 = "marketplace.storefront.views.errors.not_found"
handler500 = "marketplace.storefront.views.errors.server_error"

urlpatterns = [
    path("", service.RootRedirectView.as_view(), name="root"),
    path("healthz", service.health, name="healthz"),
    path("readyz", service.ready, name="readyz"),
    path("stripe/webhook/", webhook.StripeWebhookView.as_view(), name="stripe-webhook"),
    path("robots.txt", service.robots, name="robots"),
    path("sw.js", install.worker, name="worker"),
    path("sitemap.xml", service.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", service.sitemap, name="sitemap-section"),
    path("bands/<slug:craft>/<slug:slug>.svg", service.band, name="band"),
    re_path(r"^og/(\w+)/(\w+)/([\w-]+)-([0-9a-f]{12})\.jpg$", poster.poster, name="poster"),
    re_path(rf"^media/(?P<path>{media.SERVED})$", media.picture_file),
    *i18n_patterns(
        path("accounts/", account.AccountHomeView.as_view(), name="account-home"),
        path("accounts/addresses/", addresses.AddressBookView.as_view(), name="addresses"),
        path("accounts/addresses/new/", addresses.AddressView.as_view(), name="address-new"),
        path("accounts/addresses/<int:pk>/", addresses.AddressView.as_view(), name="address"),
        path("accounts/addresses/<int:pk>/remove/", addresses.AddressRemoveView.as_view(), name="address-remove"),
        path("accounts/addresses/<int:pk>/usual/", addresses.AddressUsualView.as_view(), name="address-usual"),
        path("accounts/messages/", mine.MyMessagesView.as_view(), name="my-messages"),
        path("accounts/data/", mine.MyDataView.as_view(), name="my-data"),
        path("accounts/data/download/", mine.DownloadView.as_view(), name="my-data-download"),
        path("accounts/close/", mine.CloseView.as_view(), name="account-close"),
        path("accounts/closed/", mine.ClosedView.as_view(), name="account-closed"),
        path("accounts/everywhere/", addresses.SignOutEverywhereView.as_view(), name="sign-out-everywhere"),
        path("accounts/", include("marketplace.accounts.urls")),
        path("seller/", include("marketplace.seller.urls")),
        path("delegation/", include("marketplace.delegation.urls")),
        *([path("demo/", include("marketplace.demo.urls"))] if settings.DEMO_SIGN_INS else []),
        path("", include("marketplace.storefront.urls")),
    ),
]
