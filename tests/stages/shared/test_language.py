"""Indonesian first, English by choice."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_browser_in_english_still_sees_indonesian_until_it_chooses() -> None:
    client = Client(headers={"accept-language": "en"})
    page = client.get("/akun/login/")
    assert (page["Content-Language"], '<html lang="id"' in page.content.decode()) == ("id", True)
    client.post("/bahasa/", {"language": "en", "next": "/"})
    page = client.get("/akun/login/")
    assert (page["Content-Language"], '<html lang="en"' in page.content.decode()) == ("en", True)
