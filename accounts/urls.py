"""Addresses of sign-in, of the home pages, and of people."""

from django.urls import path

from accounts.views import account, homes, people, programs, set_up, sign_in

app_name = "accounts"

PEOPLE = "p/<slug:partnership>/people/"
SET_UP = "p/<slug:partnership>/set-up/"
PROGRAMS = "provider/<slug:organisation>/programs/"
INTAKE = f"{SET_UP}files/<int:pk>/"

urlpatterns = [
    path("", homes.home, name="home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("password/", sign_in.PasswordChange.as_view(), name="password_change"),
    path("password/changed/", sign_in.password_changed, name="password_changed"),
    path("set-password/<uidb64>/<token>/", sign_in.SetPassword.as_view(), name="set_password"),
    path("p/<slug:partnership>/", homes.partnership_home, name="partnership_home"),
    path("provider/<slug:organisation>/", homes.provider_home, name="provider_home"),
    path("provider/<slug:organisation>/colleagues/", people.colleagues, name="colleagues"),
    path(PROGRAMS, programs.programs, name="programs"),
    path(f"{PROGRAMS}new/", programs.program_new, name="program_new"),
    path(f"{PROGRAMS}<veiled:pk>/revoke/", programs.program_revoke, name="program_revoke"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}new/", people.person_new, name="person_new"),
    path(f"{PEOPLE}<int:pk>/", people.person, name="person"),
    path(f"{PEOPLE}<int:pk>/roles/new/", people.role_give, name="role_give"),
    path(f"{PEOPLE}<int:pk>/roles/<int:role>/end/", people.role_end, name="role_end"),
    path(f"{PEOPLE}<int:pk>/password-link/", account.password_link, name="password_link"),
    path(f"{PEOPLE}<int:pk>/close/", account.account_close, name="account_close"),
    path(f"{PEOPLE}<int:pk>/reopen/", account.account_reopen, name="account_reopen"),
    path(SET_UP, set_up.set_up, name="set_up"),
    path(f"{SET_UP}workbook/", set_up.workbook, {"filled": False}, name="set_up_workbook"),
    path(f"{SET_UP}workbook/as-it-is/", set_up.workbook, {"filled": True}, name="set_up_as_it_is"),
    path(f"{SET_UP}files/", set_up.intake_list, name="intakes"),
    path(INTAKE, set_up.intake, name="intake"),
    path(f"{INTAKE}file/", set_up.intake_file, name="intake_file"),
    path(f"{INTAKE}bring-in/", set_up.intake_apply, name="intake_apply"),
    path(f"{INTAKE}links/", set_up.intake_links, name="intake_links"),
]
