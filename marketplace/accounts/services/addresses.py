"""A person's address book: what she keeps there, and which address is the usual one."""

from __future__ import annotations

from django.db import transaction

from ..models import Address, User

# More than anybody's family needs; keeps a script from filling the book.
MOST = 20


class BookFull(Exception):
    """There are MOST addresses already."""


@transaction.atomic
def address_save(*, user: User, fields: dict, address: Address | None = None) -> Address:
    """Add an address, or change `address`. The first one is the usual one; the same one twice is kept once.

    fields: name, phone (E.164), city_id, street, landmark, postal_code.
    Raises BookFull.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if address is None:
        if known := Address.objects.filter(user=user, **fields).first():
            return known
        if Address.objects.filter(user=user).count() >= MOST:
            raise BookFull
        address = Address(user=user, is_usual=not Address.objects.filter(user=user, is_usual=True).exists())
    for name, value in fields.items():
        setattr(address, name, value)
    address.save()
    return address


@transaction.atomic
def address_make_usual(*, address: Address) -> None:
    """The one that the checkout begins with."""
    User.objects.select_for_update().get(pk=address.user_id)
    Address.objects.filter(user=address.user_id, is_usual=True).update(is_usual=False)
    Address.objects.filter(pk=address.pk).update(is_usual=True)


@transaction.atomic
def address_remove(*, address: Address) -> None:
    """Take an address out of the book; when it was the usual one, the newest of the rest is."""
    User.objects.select_for_update().get(pk=address.user_id)
    address.delete()
    rest = Address.objects.filter(user=address.user_id)
    if not rest.filter(is_usual=True).exists() and (newest := rest.order_by("-pk").first()):
        rest.filter(pk=newest.pk).update(is_usual=True)
