"""Signing in, and the home pages: Your work."""

from typing import Any

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from accounts.forms import SignInForm
from accounts.gate import partnership_page, person, provider_page
from accounts.queries import notices_of, places_of
from accounts.sign_ins import listed
from accounts.work import work_for


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    """The sign-in page; in a demonstration it lists the invented people."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown, words = listed()
        return super().get_context_data(
            **kwargs, demonstration_sign_ins=shown, demonstration_password_words=words
        )


@method_decorator(login_not_required, name="dispatch")
class SignOut(auth.LogoutView):
    """Signs out (by POST) and says so."""

    template_name = "accounts/signed_out.html"
    next_page = None


class PasswordChange(auth.PasswordChangeView):
    """Asks for the old password and twice for the new one."""

    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:password_changed")


def password_changed(request: HttpRequest) -> HttpResponse:
    """Say that the password was changed."""
    return render(request, "accounts/password_changed.html")


def home(request: HttpRequest) -> HttpResponse:
    """Go to the one place the person belongs to, or let them choose."""
    places = places_of(person(request), request.now)
    if len(places) == 1:
        return HttpResponseRedirect(places[0].get_absolute_url())
    return render(request, "accounts/home.html", {"places": places})


@partnership_page()
def partnership_home(request: HttpRequest) -> HttpResponse:
    """Your work in a partnership: what awaits a step of yours, most urgent first."""
    return _your_work(request)


@provider_page()
def provider_home(request: HttpRequest) -> HttpResponse:
    """Your work for a provider, over every partnership it works in."""
    return _your_work(request)


def _your_work(request: HttpRequest) -> HttpResponse:
    visit = request.visit
    context = {"items": work_for(visit), "notices": notices_of(visit.user)}
    return render(request, "accounts/your_work.html", context)
