"""Addresses of the storefront door (all below /<language>/)."""

from django.urls import path

from .views import basket, browse, checkout, orders, personal

app_name = "storefront"

urlpatterns = [
    path("", browse.HomeView.as_view(), name="home"),
    path("catalogue/", browse.CatalogueView.as_view(), name="catalogue"),
    path("catalogue/<slug:slug>_<int:pk>/", browse.ProductView.as_view(), name="product"),
    path("cooperatives/", browse.CooperativesView.as_view(), name="cooperatives"),
    path("cooperatives/<slug:slug>/", browse.CooperativeView.as_view(), name="cooperative"),
    path("terms/", browse.TermsView.as_view(), name="terms"),
    path("me/", personal.PersonalFragmentView.as_view(), name="personal"),
    path("basket/", basket.BasketPageView.as_view(), name="basket"),
    path("basket/add/<int:pk>/", basket.BasketAddView.as_view(), name="basket-add"),
    path("basket/line/<int:pk>/", basket.BasketLineView.as_view(), name="basket-line"),
    path("basket/city/", basket.BasketCityView.as_view(), name="basket-city"),
    path("basket/method/<slug:slug>/", basket.BasketMethodView.as_view(), name="basket-method"),
    path("checkout/", checkout.CheckoutView.as_view(), name="checkout"),
    path("checkout/review/", checkout.ReviewView.as_view(), name="review"),
    path("checkout/done/<str:number>/<str:secret>/", orders.ThanksView.as_view(), name="thanks"),
    path("track/<str:number>/<str:secret>/", orders.TrackView.as_view(), name="track"),
]
