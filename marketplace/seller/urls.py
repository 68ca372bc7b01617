"""Addresses of the seller door, all below /<language>/seller/. Whatever has a part's id belongs to its cooperative."""

from django.urls import path

from .views import day, moves, order

app_name = "seller"

_PART = "<slug:cooperative>/orders/<int:pk>/"

urlpatterns = [
    path("", day.IndexView.as_view(), name="index"),
    path("<slug:cooperative>/", day.HomeView.as_view(), name="home"),
    path("<slug:cooperative>/orders/", day.OrdersView.as_view(), name="orders"),
    path(_PART, order.OrderView.as_view(), name="order"),
    path(f"{_PART}slip/", order.SlipView.as_view(), name="slip"),
    path(f"{_PART}slip/<int:parcel>/", order.SlipView.as_view(), name="parcel-slip"),
    path(f"{_PART}accept/", moves.AcceptView.as_view(), name="accept"),
    path(f"{_PART}pack/", moves.PackView.as_view(), name="pack"),
    path(f"{_PART}send/", moves.SendView.as_view(), name="send"),
    path(f"{_PART}deliver/", moves.DeliverView.as_view(), name="deliver"),
    path(f"{_PART}decline/", moves.DeclineView.as_view(), name="decline"),
    path(f"{_PART}cancel-rest/", moves.CancelRestView.as_view(), name="cancel-rest"),
]
