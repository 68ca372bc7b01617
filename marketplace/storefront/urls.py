"""Addresses of the storefront door (all below /<language>/)."""

from django.urls import path

from .views import apply, basket, basket_code, browse, checkout, orders, personal, region, stories, voices, words

app_name = "storefront"

urlpatterns = [
    path("", browse.HomeView.as_view(), name="home"),
    path("catalogue/", browse.CatalogueView.as_view(), name="catalogue"),
    path("catalogue/<slug:slug>_<int:pk>/", browse.ProductView.as_view(), name="product"),
    path("catalogue/<int:pk>/said/", voices.SaidView.as_view(), name="said"),
    path("catalogue/<int:pk>/ask/", voices.AskView.as_view(), name="ask"),
    path("search/", browse.SearchView.as_view(), name="search"),
    path("search/suggest/", browse.SuggestView.as_view(), name="suggest"),
    path("cooperatives/", browse.CooperativesView.as_view(), name="cooperatives"),
    path("cooperatives/<slug:slug>/", browse.CooperativeView.as_view(), name="cooperative"),
    path("stories/", stories.StoriesView.as_view(), name="stories"),
    path("stories/<slug:slug>/", stories.StoryView.as_view(), name="story"),
    path("provinces/", region.ProvincesView.as_view(), name="provinces"),
    path("provinces/<slug:slug>/", region.ProvinceView.as_view(), name="province"),
    path("programmes/", region.ProgrammesView.as_view(), name="programmes"),
    path("programmes/<slug:slug>/", region.ProgrammeView.as_view(), name="programme"),
    path("news/", region.NewsView.as_view(), name="news"),
    path("news/<slug:slug>/", region.NewsItemView.as_view(), name="news-item"),
    path("contact/", words.ContactView.as_view(), name="contact"),
    path("delivery-returns/", words.DeliveryView.as_view(), name="delivery-returns"),
    path("sell/", apply.ApplyView.as_view(), name="apply"),
    path("terms/", words.TermsView.as_view(), name="terms"),
    path("legal/", words.LegalView.as_view(), name="legal"),
    path("privacy/", words.PrivacyView.as_view(), name="privacy"),
    path("me/", personal.PersonalFragmentView.as_view(), name="personal"),
    path("basket/", basket.BasketPageView.as_view(), name="basket"),
    path("basket/add/<int:pk>/", basket.BasketAddView.as_view(), name="basket-add"),
    path("basket/line/<int:pk>/", basket.BasketLineView.as_view(), name="basket-line"),
    path("basket/clear/", basket.BasketClearView.as_view(), name="basket-clear"),
    path("basket/code/", basket_code.PutView.as_view(), name="basket-code"),
    path("basket/code/<int:pk>/remove/", basket_code.TakeView.as_view(), name="basket-code-remove"),
    path("basket/city/", basket.BasketCityView.as_view(), name="basket-city"),
    path("basket/method/<slug:slug>/", basket.BasketMethodView.as_view(), name="basket-method"),
    path("checkout/", checkout.CheckoutView.as_view(), name="checkout"),
    path("checkout/review/", checkout.ReviewView.as_view(), name="review"),
    path("checkout/done/<str:number>/<str:secret>/", orders.ThanksView.as_view(), name="thanks"),
    path("track/<str:number>/<str:secret>/", orders.TrackView.as_view(), name="track"),
    path("track/<str:number>/<str:secret>/again/", orders.AgainView.as_view(), name="again"),
    path("track/<str:number>/<str:secret>/review/<int:line>/", voices.ReviewWriteView.as_view(), name="review-write"),
    path(
        "track/<str:number>/<str:secret>/messages/<int:position>/",
        voices.PartMessagesView.as_view(),
        name="part-messages",
    ),
]
