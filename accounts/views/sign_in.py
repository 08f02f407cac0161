"""Signing in and out, and passwords."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from accounts.forms.sign_in import FirstPasswordForm, SignInForm
from accounts.sign_ins import listed
from accounts.tokens import set_password_tokens
from workflow.clock import wall


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth.LoginView):
    """The sign-in page; in a demonstration it lists the invented people."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """Attempts are counted by the machine's own clock, whatever a demonstration's says."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "address": address_of(self.request), "at": wall()}

    def form_invalid(self, form: Any) -> HttpResponse:
        """422, or 429 with the time to wait after too many attempts."""
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        if form.wait is not None:
            response.status_code = 429
            response["Retry-After"] = str(math.ceil(form.wait.total_seconds()))
        return response

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


@method_decorator(login_not_required, name="dispatch")
class SetPassword(auth.PasswordResetConfirmView):
    """The page a one-time link opens: set a password, then sign in with it."""

    form_class = FirstPasswordForm
    template_name = "accounts/set_password.html"
    token_generator = set_password_tokens
    success_url = reverse_lazy("accounts:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is set. Sign in with it.")
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """410 for a link that was used, has run out or was never right."""
        status = 200 if self.validlink else 410
        return super().render_to_response(context, status=status, **kwargs)


def password_changed(request: HttpRequest) -> HttpResponse:
    """Say that the password was changed."""
    return render(request, "accounts/password_changed.html")


def address_of(request: HttpRequest) -> str:
    """The network address a request comes from, past the proxies this installation names."""
    chain = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXIES <= len(chain) and chain[-settings.PROXIES].strip():
        return chain[-settings.PROXIES].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
