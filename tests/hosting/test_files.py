"""Host files that no server of these tests reads, copies packed ahead, and host files that others put there."""

from __future__ import annotations

import builtins
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sites import SMALL, understood, words

from ogpsite import write
from ogpsite.hosting import packed, rules, services
from ogpsite.hosting.rules import Hosting, Redirect, Rule
from ogpsite.memory.shelves import Memory
from ogpsite.model.site import Output, Remembered
from ogpsite.outputs.options import Options

SITE = Hosting(
    url="https://opengov.example/",
    languages=("en", "fr"),
    always=(("X-Content-Type-Options", "nosniff"),),
    rules=(
        Rule("assets", rules.ASSETS, (("Cache-Control", rules.FOREVER),)),
        Rule("pages", "", (("Content-Security-Policy", "default-src 'none'"), ("Cache-Control", rules.BRIEFLY))),
    ),
    redirects=(Redirect("/old/", "/new/"), Redirect("/été/", "https://x.example/a"), Redirect("/es/", "/", below=True)),
    version="0123456789abcdef",
)


def test_the_model_comes_back_as_it_was_written() -> None:
    assert rules.read(SITE.as_json()) == SITE
    assert rules.read(b"{}") is None and rules.read(b"\xff") is None


def test_redirects_for_netlify_and_cloudflare() -> None:
    lines = services.redirects(SITE).splitlines()
    assert "/old/ /new/ 301!" in lines
    assert "/%C3%A9t%C3%A9/ https://x.example/a 301!" in lines
    assert "/es/* /:splat 301" in lines
    assert "/fr/* /fr/404.html 404" in lines


def test_no_header_is_named_by_two_patterns_that_fit_one_address() -> None:
    """Netlify and Cloudflare would send both."""
    found: list[str] = []
    for line in services.headers(SITE).splitlines():
        if line.startswith("  ") and (name := line.strip().partition(":")[0]) != "Content-Language":
            found.append(name)
    assert len(found) == len(set(found))
    assert f"/assets/{SITE.version}/*\n  Cache-Control: {rules.FOREVER}\n" in services.headers(SITE)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://opengov.example/", "opengov.example\n"),
        ("https://opengov.example/site/", ""),
        ("https://city.github.io/", ""),
        ("http://localhost/", ""),
    ],
)
def test_a_name_of_its_own(url: str, name: str) -> None:
    assert services.cname(replace(SITE, url=url)) == name


def test_rules_for_object_storage() -> None:
    found = json.loads(services.s3_website(SITE))
    assert found["ErrorDocument"] == {"Key": "404.html"}
    [rule] = found["RoutingRules"]
    assert rule["Condition"] == {"KeyPrefixEquals": "es/", "HttpErrorCodeReturnedEquals": "404"}
    many = replace(SITE, redirects=tuple(Redirect(f"/old-{n}/", "/", below=True) for n in range(80)))
    assert len(json.loads(services.s3_website(many))["RoutingRules"]) == 50  # more are refused there


TEXTS = (Output("index.html", b"<p>Words.</p>" * 500), Output("small.html", b"<p>"), Output("picture.png", b"0" * 5000))


def settings(tmp_path: Path, *ways: str) -> Any:
    edition = understood(
        tmp_path / "site", {"site.yaml": f"{SMALL['site.yaml']}compress: [{', '.join(ways)}]\n"}
    ).edition
    assert edition
    return edition.site.settings


def test_packed_ahead_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large enough and not packed already; the second time nothing is packed that is known."""
    wanted = settings(tmp_path, "gzip")
    memory = Memory(tmp_path / "cache")
    [first] = packed.make(wanted, TEXTS, Options(memory=memory))
    assert first.path == "index.html.gz" and gzip.decompress(first.data) == TEXTS[0].data
    memory.save()
    monkeypatch.setitem(packed.WAYS, "gzip", ("gz", lambda data: pytest.fail("packed again")))
    [again] = packed.make(wanted, TEXTS, Options(memory=Memory(tmp_path / "cache")))
    assert isinstance(again, Remembered) and isinstance(first, Remembered)
    assert (again.sha256, again.size) == (first.sha256, first.size)
    assert not list(packed.make(settings(tmp_path / "b"), TEXTS, Options()))


def test_brotli_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "brotli":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    result = understood(tmp_path / "site", {"site.yaml": f"{SMALL['site.yaml']}compress: [brotli]\n"})
    assert words(result.problems) == [
        "site.yaml:9: error: compress: packing by brotli needs an extra that is not installed  [settings]\n"
        "       = pip install 'ogpsite[compress]', or leave brotli out"
    ]


def test_a_host_file_that_others_put_there_stands(tmp_path: Path) -> None:
    """Whether it was there before the build or was changed after it; what we wrote ourselves is renewed."""
    target, root = tmp_path / "output", tmp_path
    write.write([Output("index.html", b"0")], target, root)
    (target / "CNAME").write_bytes(b"theirs.example\n")
    write.write([Output("CNAME", b"ours\n"), Output(".htaccess", b"one\n"), Output("index.html", b"1")], target, root)
    assert (target / "CNAME").read_bytes() == b"theirs.example\n"
    write.write([Output("CNAME", b"ours\n"), Output(".htaccess", b"two\n"), Output("index.html", b"2")], target, root)
    assert (target / ".htaccess").read_bytes() == b"two\n"
    (target / ".htaccess").write_bytes(b"by hand\n")
    write.write([Output("CNAME", b"ours\n"), Output(".htaccess", b"three\n"), Output("index.html", b"3")], target, root)
    assert [(target / name).read_bytes() for name in ("CNAME", ".htaccess", "index.html")] == [
        b"theirs.example\n", b"by hand\n", b"3",
    ]  # fmt: skip
