"""The demonstration's own page: move its date on, as weeks would."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from demonstration.forms import ClockForm
from pages.words import moment, quantity
from workflow import clock
from workflow.deadlines import take_all_due


def move_clock(request: HttpRequest) -> HttpResponse:
    """Show the demonstration's date and move it on; what falls due on the way is done."""
    if settings.MODE != "demonstration":
        raise Http404
    form = ClockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = clock.move_on(form.distance)
        report = take_all_due(at)
        taken = quantity(report.taken, "step")
        messages.success(request, f"It is now {moment(at)}. {taken} fell due.")
        return HttpResponseRedirect(reverse("demonstration:clock"))
    status = 422 if form.errors else 200
    return render(request, "demonstration/clock.html", {"form": form}, status=status)
