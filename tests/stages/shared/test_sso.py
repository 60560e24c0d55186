"""Login by a government SSO (OpenID Connect): a real provider of the tests' own, on a port of this machine."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Discovery, keys, token and userinfo; who logs in stands in ``server.claims``."""

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/keys",
            },
            "/keys": {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1"}]},
            "/userinfo": self.server.claims,
        }  # fmt: skip
        self._answer(answers[urlsplit(self.path).path])

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.sent = sent
        now = int(time.time())
        base = f"http://127.0.0.1:{self.server.server_port}"
        claims = {"iss": base, "aud": "penata", "iat": now, "exp": now + 300, **self.server.claims}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self._answer({"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def _answer(self, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def provider(settings) -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "pemerintah", "name": "SSO", "client_id": "penata", "secret": "rahasia",
                        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
                    }
                ],
            }
        }  # fmt: skip
        yield server
        server.shutdown()


def come_back(client: Client) -> object:
    """Go to the provider and back, as a browser does."""
    away = client.post("/akun/oidc/pemerintah/login/")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/akun/oidc/pemerintah/login/callback/", {"code": "c", "state": asked["state"][0]}, follow=True)


@pytest.mark.django_db
def test_sso_opens_the_account_with_the_same_nip(provider, cast) -> None:
    cast.analyst.employee_id = "198001012005011001"
    cast.analyst.save()
    provider.claims = {"sub": "x1", "nip": "198001012005011001", "name": "Ratna"}
    client = Client()
    come_back(client)
    assert provider.sent["code_verifier"]
    page = client.get("/peran/")
    assert (page.status_code, page.context["acting"].account) == (200, cast.analyst)


@pytest.mark.django_db
@pytest.mark.parametrize("nip", ["199999999999999999", ""])
def test_sso_opens_nothing_for_a_stranger(provider, cast, nip: str) -> None:
    provider.claims = {"sub": "x2", "nip": nip}
    client = Client()
    come_back(client)
    assert client.get("/peran/").status_code == 302
