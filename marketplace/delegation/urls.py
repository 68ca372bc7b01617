"""Addresses of the delegation's door (all below /<language>/delegation/)."""

from django.urls import path

from .views import application, back, codes, cooperatives, goods, late, payments, queue, story, voices

app_name = "delegation"

urlpatterns = [
    path("", queue.QueueView.as_view(), name="queue"),
    path("applications/<int:pk>/", application.ApplicationView.as_view(), name="application"),
    path("listings/<int:pk>/", goods.ListingView.as_view(), name="listing"),
    path("changes/<int:pk>/", goods.EditView.as_view(), name="edit"),
    path("stories/<int:pk>/", story.StoryView.as_view(), name="story"),
    path("cooperatives/", cooperatives.CooperativesView.as_view(), name="cooperatives"),
    path("cooperatives/<slug:slug>/", cooperatives.CooperativeView.as_view(), name="cooperative"),
    path("cooperatives/<slug:slug>/suspend/", cooperatives.SuspendView.as_view(), name="suspend"),
    path("cooperatives/<slug:slug>/reinstate/", cooperatives.ReinstateView.as_view(), name="reinstate"),
    path("cooperatives/<slug:slug>/close/", cooperatives.CloseView.as_view(), name="close"),
    path("codes/", codes.CodesView.as_view(), name="codes"),
    path("codes/<int:voucher>/end/", codes.CodeEndView.as_view(), name="code-end"),
    path("reviews/<int:pk>/", voices.ReviewView.as_view(), name="review"),
    path("said/", voices.SaidView.as_view(), name="said"),
    path("said/replies/<int:pk>/remove/", voices.ReplyRemoveView.as_view(), name="reply-remove"),
    path("said/questions/<int:pk>/remove/", voices.QuestionRemoveView.as_view(), name="question-remove"),
    path("payments/", payments.PaymentsView.as_view(), name="payments"),
    path("payments/<int:pk>/", payments.TransferView.as_view(), name="transfer"),
    path("back/", back.BackView.as_view(), name="refunds"),
    path("back/claims/<int:pk>/", back.ClaimView.as_view(), name="claim"),
    path("back/claims/<int:pk>/photo/", back.PhotoView.as_view(), name="claim-photo"),
    path("back/transfers/<int:pk>/", back.RefundView.as_view(), name="refund"),
    path("back/orders/<int:pk>/", back.SuspendedView.as_view(), name="refund-and-cancel"),
    path("late/", late.LateView.as_view(), name="late"),
]
