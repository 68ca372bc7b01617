"""Addresses of the seller door, all below /<language>/seller/. Whatever has a part's id belongs to its cooperative."""

from django.urls import path

from .views import back, claims, codes, day, holiday, listings, money, moves, order, papers, pickup, sections, voices

app_name = "seller"

_PART = "<slug:cooperative>/orders/<int:pk>/"
_LISTING = "<slug:cooperative>/listings/<int:listing>/"

urlpatterns = [
    path("", day.IndexView.as_view(), name="index"),
    path("<slug:cooperative>/", day.HomeView.as_view(), name="home"),
    path("<slug:cooperative>/orders/", day.OrdersView.as_view(), name="orders"),
    path(_PART, order.OrderView.as_view(), name="order"),
    path(f"{_PART}slip/", order.SlipView.as_view(), name="slip"),
    path(f"{_PART}slip/<int:parcel>/", order.SlipView.as_view(), name="parcel-slip"),
    path(f"{_PART}slip/pdf/", papers.SlipPaperView.as_view(), name="slip-paper"),
    path(f"{_PART}slip/<int:parcel>/pdf/", papers.SlipPaperView.as_view(), name="parcel-slip-paper"),
    path(f"{_PART}accept/", moves.AcceptView.as_view(), name="accept"),
    path(f"{_PART}confirm-cash/", moves.ConfirmCashView.as_view(), name="confirm-cash"),
    path(f"{_PART}pack/", moves.PackView.as_view(), name="pack"),
    path(f"{_PART}send/", moves.SendView.as_view(), name="send"),
    path(f"{_PART}deliver/", moves.DeliverView.as_view(), name="deliver"),
    path(f"{_PART}decline/", moves.DeclineView.as_view(), name="decline"),
    path(f"{_PART}cancel-rest/", moves.CancelRestView.as_view(), name="cancel-rest"),
    path(f"{_PART}parcels/<int:parcel>/refused/", back.RefuseView.as_view(), name="parcel-refused"),
    path(f"{_PART}parcels/<int:parcel>/inspect/", back.InspectView.as_view(), name="parcel-inspect"),
    path(f"{_PART}give-back/", back.GiveBackView.as_view(), name="give-back"),
    path("<slug:cooperative>/claims/", claims.ClaimsView.as_view(), name="claims"),
    path("<slug:cooperative>/claims/<int:claim>/", claims.ClaimView.as_view(), name="claim"),
    path("<slug:cooperative>/claims/<int:claim>/photo/", claims.PhotoView.as_view(), name="claim-photo"),
    path(f"{_PART}messages/", voices.MessagesView.as_view(), name="messages"),
    path("<slug:cooperative>/voices/", voices.VoicesView.as_view(), name="voices"),
    path("<slug:cooperative>/voices/questions/<int:question>/", voices.QuestionView.as_view(), name="question"),
    path("<slug:cooperative>/voices/reviews/<int:review>/", voices.ReplyView.as_view(), name="review-reply"),
    path("<slug:cooperative>/papers/", papers.PapersView.as_view(), name="papers"),
    path("<slug:cooperative>/papers/numbers/", papers.IdentityView.as_view(), name="identity"),
    path("<slug:cooperative>/papers/<int:paper>/", papers.PaperView.as_view(), name="paper"),
    path("<slug:cooperative>/papers/<int:paper>/make/", papers.PaperMakeView.as_view(), name="paper-make"),
    path("<slug:cooperative>/codes/", codes.CodesView.as_view(), name="codes"),
    path("<slug:cooperative>/codes/<int:voucher>/end/", codes.CodeEndView.as_view(), name="code-end"),
    path("<slug:cooperative>/money/", money.MoneyView.as_view(), name="money"),
    path("<slug:cooperative>/money/account/", money.AccountView.as_view(), name="bank-account"),
    path("<slug:cooperative>/money/payouts/<int:line>/", money.PayoutView.as_view(), name="payout"),
    path("<slug:cooperative>/holiday/", holiday.HolidayView.as_view(), name="holiday"),
    path("<slug:cooperative>/holiday/end/", holiday.HolidayEndView.as_view(), name="holiday-end"),
    path("<slug:cooperative>/pickup/", pickup.PickupView.as_view(), name="pickup"),
    path("<slug:cooperative>/pickup/end/", pickup.PickupEndView.as_view(), name="pickup-end"),
    path("<slug:cooperative>/listings/", listings.ListingsView.as_view(), name="listings"),
    path("<slug:cooperative>/listings/new/", listings.NewListingView.as_view(), name="listing-new"),
    path(_LISTING, listings.ListingView.as_view(), name="listing"),
    path(f"{_LISTING}photos/", sections.PhotosView.as_view(), name="listing-photos"),
    path(f"{_LISTING}photos/<int:picture>/remove/", sections.PictureRemoveView.as_view(), name="picture-remove"),
    path(f"{_LISTING}photos/<int:picture>/first/", sections.PictureFirstView.as_view(), name="picture-first"),
    path(f"{_LISTING}kind/", sections.KindView.as_view(), name="listing-kind"),
    path(f"{_LISTING}words/", sections.WordsView.as_view(), name="listing-words"),
    path(f"{_LISTING}size/", sections.SizeView.as_view(), name="listing-size"),
    path(f"{_LISTING}contents/", sections.ContentsView.as_view(), name="listing-contents"),
    path(f"{_LISTING}offer/", sections.OfferView.as_view(), name="listing-offer"),
    path(f"{_LISTING}submit/", listings.SubmitView.as_view(), name="listing-submit"),
    path(f"{_LISTING}take-back/", listings.TakeBackView.as_view(), name="listing-take-back"),
    path(f"{_LISTING}pause/", listings.PauseView.as_view(), name="listing-pause"),
    path(f"{_LISTING}resume/", listings.ResumeView.as_view(), name="listing-resume"),
    path(f"{_LISTING}archive/", listings.ArchiveView.as_view(), name="listing-archive"),
    path(f"{_LISTING}restore/", listings.RestoreView.as_view(), name="listing-restore"),
    path(f"{_LISTING}edits/<int:edit>/withdraw/", listings.WithdrawEditView.as_view(), name="edit-withdraw"),
]
