"""A small OpenID provider: whoever is asked to log in is at once whom the test says."""

import threading
import time
from secrets import token_urlsafe
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests.running import free_port

CLIENT, SECRET = "crossings", "a secret of the client alone"


class Provider:
    """Discovery, login, tokens and keys, in a thread; `person` is what its tokens say of who logs in."""

    def __init__(self):
        self.person = {}
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes = {}
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        routes = [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/jwks", self._jwks),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=port, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(timeout=20)

    def secrets(self, url, cookie_secret):
        """What the secrets file of a dashboard says of this provider."""
        said = {
            "redirect_uri": f"{url}/oauth2callback",
            "cookie_secret": cookie_secret,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f'{key} = "{value}"\n' for key, value in said.items())

    def _discovery(self, request):
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def _authorize(self, request):
        asked = request.query_params
        assert asked["client_id"] == CLIENT
        code = token_urlsafe()
        self.codes[code] = asked["nonce"]
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request):
        form = await request.form()
        now = int(time.time())
        said = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.person["email"],
            "iat": now,
            "exp": now + 3600,
            "nonce": self.codes.pop(form["code"]),
            **self.person,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, said, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    def _jwks(self, request):
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})
