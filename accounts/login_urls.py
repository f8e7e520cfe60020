"""The pages of django-allauth that exist here, with Norwegian addresses. No passwords, sign-up or address change.

The names are allauth's own, which it reverses; what is not listed cannot be reached.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, path

from accounts import views
from accounts.access import anyone, public, requires
from accounts.login import AddPasskey, CodePage, LogInPage, PasskeyLogIn, checked, ours

log_in = public("nobody is logged in yet")(checked(LogInPage.as_view()))
give_code = public("nobody is logged in yet")(checked(CodePage.as_view()))
log_in_with_passkey = public("nobody is logged in yet")(checked(PasskeyLogIn.as_view()))
add_passkey = requires(anyone)(ours(AddPasskey.as_view()))

urlpatterns: list[URLPattern | URLResolver] = [
    path("logg-inn/", log_in, name="account_login"),
    path("logg-inn/", log_in, name="account_request_login_code"),
    path("logg-inn/kode/", give_code, name="account_confirm_login_code"),
    path("logg-inn/app/", checked(mfa.authenticate), name="mfa_authenticate"),
    path("logg-inn/passnokkel/", log_in_with_passkey, name="mfa_login_webauthn"),
    path("logg-inn/stengt/", account.account_inactive, name="account_inactive"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("bekreft/", views.confirm, name="account_reauthenticate"),
    path("sikkerhet/", mfa.index, name="mfa_index"),
    path("sikkerhet/", mfa.index, name="mfa_list_webauthn"),
    path("sikkerhet/passnokler/ny/", add_passkey, name="mfa_add_webauthn"),
    path("sikkerhet/passnokler/<int:pk>/navn/", ours(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("sikkerhet/passnokler/<int:pk>/fjern/", ours(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("sikkerhet/app/", ours(app.activate_totp), name="mfa_activate_totp"),
    path("sikkerhet/app/fjern/", ours(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("sikkerhet/koder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sikkerhet/koder/nye/", ours(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
