"""What happens at sign-in: the guest's basket and favourites become the user's, once, in the POST that signs in."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, Signer
from django.dispatch import receiver
from django.http import HttpRequest
from oscar.apps.basket.models import Basket

from marketplace.interest.services.favourites import favourites_take
from marketplace.shop.basket import baskets_merge, open_basket_of

from .favourites import COOKIE, guest_ids


@receiver(user_logged_in)
def take_guest_basket(sender, request, user, **kwargs) -> None:
    """Merge the basket of the cookie into the user's and drop the cookie."""
    name = settings.OSCAR_BASKET_COOKIE_OPEN
    if request is None or name not in request.COOKIES:
        return
    try:
        basket_id = Signer().unsign(request.COOKIES[name])
    except BadSignature:
        return
    guests = Basket.open.filter(pk=basket_id, owner=None).first()
    if guests is not None:
        baskets_merge(into=open_basket_of(user), basket=guests)
    _drop_cookie(request, name)
    request._basket_cache = None


@receiver(user_logged_in)
def take_guest_favourites(sender, request, user, **kwargs) -> None:
    """What she kept as a guest is hers on every device from now on; the cookie goes."""
    if request is None or COOKIE not in request.COOKIES:
        return
    favourites_take(user=user, product_ids=guest_ids(request.COOKIES))
    _drop_cookie(request, COOKIE)


def _drop_cookie(request: HttpRequest, name: str) -> None:
    """The basket's middleware takes these cookies back."""
    request.cookies_to_delete = [*getattr(request, "cookies_to_delete", []), name]
