"""Addresses of the provider's side of tenders."""

from django.urls import path

from tenders.views import portal, portal_bid

urlpatterns = [
    path("provider/<slug:organisation>/tenders/", portal.portal, name="portal"),
    path(
        "provider/<slug:organisation>/tenders/<veiled:pk>/",
        portal.portal_tender,
        name="portal_tender",
    ),
    path(
        "provider/<slug:organisation>/tenders/<veiled:pk>/ask/",
        portal.portal_ask,
        name="portal_ask",
    ),
    path(
        "provider/<slug:organisation>/tenders/<veiled:pk>/bid/",
        portal.portal_start,
        name="portal_start",
    ),
    path("provider/<slug:organisation>/tenders/bids/<veiled:pk>/", portal_bid.bid, name="bid"),
    path(
        "provider/<slug:organisation>/tenders/bids/<veiled:pk>/price/",
        portal_bid.bid_price,
        name="bid_price",
    ),
    path(
        "provider/<slug:organisation>/tenders/bids/<veiled:pk>/documents/",
        portal_bid.bid_document,
        name="bid_document",
    ),
    path(
        "provider/<slug:organisation>/tenders/bids/<veiled:pk>/documents/<veiled:document>/remove/",
        portal_bid.bid_document_remove,
        name="bid_document_remove",
    ),
    path(
        "provider/<slug:organisation>/tenders/bids/<veiled:pk>/step/<slug:step>/",
        portal_bid.bid_step,
        name="bid_step",
    ),
    path(
        "provider/<slug:organisation>/tenders/bids/<veiled:pk>/receipt/",
        portal_bid.bid_receipt,
        name="bid_receipt",
    ),
]
