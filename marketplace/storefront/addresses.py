"""The address book as pages use it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from marketplace.accounts.models import Address
from marketplace.accounts.phones import phone_display
from marketplace.accounts.services.addresses import BookFull, address_save

FIELDS = ("name", "phone", "street", "landmark", "postal_code")


def book_of(user) -> list[Address]:
    """Her addresses, the usual one first; nobody's for a guest."""
    return list(Address.objects.of(user)) if user.is_authenticated else []


def address_of(user, pk: int) -> Address:
    """One of her addresses. Raises Http404 for anybody else's."""
    address = Address.objects.of(user).filter(pk=pk).first()
    if address is None:
        raise Http404
    return address


def initial_of(address: Address) -> dict:
    """What a form begins with."""
    typed = {name: getattr(address, name) for name in FIELDS}
    return typed | {"city": address.city_id, "phone": phone_display(address.phone)}


def fields_of(cleaned: dict) -> dict:
    """From a form's values to the columns of an address."""
    return {name: cleaned[name] for name in FIELDS} | {"city_id": cleaned["city"]}


def keep(request: HttpRequest, cleaned: dict) -> bool:
    """Put what the checkout was told into the book; a full book is said and stops nothing."""
    try:
        address_save(user=request.user, fields=fields_of(cleaned))
    except BookFull:
        messages.warning(request, _("Your address book is full: this address was not kept."))
        return False
    return True
