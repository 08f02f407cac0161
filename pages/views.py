"""The one page of this room: every component in every condition, for those who build screens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.gallery import SampleForm, sample_mistakes, samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data. A query `?mistakes=1` shows the form refused."""
    wrong = "mistakes" in request.GET
    form = sample_mistakes() if wrong else SampleForm(initial={"kind": "contract"})
    return render(request, "pages/gallery.html", {**samples(request.GET), "form": form})
