"""Addresses of sign-in and of the two home pages."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/changed/", views.password_changed, name="password_changed"),
    path("p/<slug:partnership>/", views.partnership_home, name="partnership_home"),
    path("provider/<slug:organisation>/", views.provider_home, name="provider_home"),
]
