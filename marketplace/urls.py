"""All addresses. Public pages carry their language; the stable ones are listed in docs/architecture.md."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve

from marketplace.storefront.views import account, service

handler404 = "marketplace.storefront.views.errors.not_found"
handler500 = "marketplace.storefront.views.errors.server_error"

urlpatterns = [
    path("", service.RootRedirectView.as_view(), name="root"),
    path("healthz", service.health, name="healthz"),
    path("readyz", service.ready, name="readyz"),
    path("robots.txt", service.robots, name="robots"),
    path("bands/<slug:craft>/<slug:slug>.svg", service.band, name="band"),
    *i18n_patterns(
        path("accounts/", account.AccountHomeView.as_view(), name="account-home"),
        path("accounts/", include("marketplace.accounts.urls")),
        path("seller/", include("marketplace.seller.urls")),
        path("", include("marketplace.storefront.urls")),
    ),
]

if settings.STORAGES["default"]["BACKEND"] == "django.core.files.storage.FileSystemStorage":
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
