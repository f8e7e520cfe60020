"""A device with one passkey, without a browser: answers what the pages ask it, as a browser hands it on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

_FLAG = AuthenticatorData.FLAG
_ID = b"passkey of a test"


class Device:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._user = ""

    def new_key(self, client: Client) -> dict[str, Any]:
        """The answer to the page that adds a passkey."""
        asked = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]["publicKey"]
        self._user = asked["user"]["id"]
        public = AttestedCredentialData.create(bytes(16), _ID, ES256.from_cryptography_key(self._key.public_key()))
        flags = _FLAG.UP | _FLAG.UV | _FLAG.AT
        data = AuthenticatorData.create(_hash(asked["rp"]["id"]), flags, 0, public)
        return self._answer(
            clientDataJSON=_said("webauthn.create", asked), attestationObject=AttestationObject.create("none", data, {})
        )

    def proof(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to somebody who logs in, given the options of the request."""
        said = _said("webauthn.get", asked["publicKey"])
        data = AuthenticatorData.create(_hash(asked["publicKey"]["rpId"]), _FLAG.UP | _FLAG.UV, 0)
        signature = self._key.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        answer = self._answer(clientDataJSON=said, authenticatorData=data, signature=signature)
        answer["response"]["userHandle"] = self._user
        return answer

    def _answer(self, **parts: bytes) -> dict[str, Any]:
        key = {"id": websafe_encode(_ID), "rawId": websafe_encode(_ID), "type": "public-key"}
        response = {name: websafe_encode(part) for name, part in parts.items()}
        return {**key, "response": response, "clientExtensionResults": {"credProps": {"rk": True}}}


def add_passkey(client: Client, device: Device, name: str = "Mobilen") -> Any:
    """Post a new key by one who has given a fresh code."""
    return client.post(reverse("mfa_add_webauthn"), {"name": name, "credential": json.dumps(device.new_key(client))})


def log_in_options(client: Client) -> dict[str, Any]:
    """What the log-in page's script fetches."""
    answer = client.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
    return dict(answer.json()["request_options"])


def _said(kind: str, asked: dict[str, Any]) -> CollectedClientData:
    return CollectedClientData.create(kind, asked["challenge"], "http://localhost")


def _hash(address: str) -> bytes:
    return hashlib.sha256(address.encode()).digest()
