"""Settings and themes of somebody who errs, or copies from a stranger: told with their line, or harmless."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import DAY, SMALL, Files, check_site, understood, words, write_site

from ogpsite import build

SITE = SMALL["site.yaml"]
COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
REFUSED = {
    "accent": 'brand: {accent: "red;} body{background:url(//evil.example)}"}',
    "font": 'brand: {font: "\\"; } body { background: url(//evil.example) } /*"}',
    "font that ends a style": 'brand: {font: "Arial\\n}</style><script>xss()</script>"}',
    "logo from a device": "brand: {logo: /dev/zero}",
    "logo from outside": "brand: {logo: ../../../../etc/passwd}",
    "editor that runs": 'edit_url: "javascript:xss()//{path}"',
    "editor with formats": 'edit_url: "https://x.example/{path.__class__}{0}{}"',
    "editor that breaks out": 'edit_url: "https://x.example/\\"onclick=xss()/{path}"',
    "form that runs": 'report_error: "java\\tscript:xss({page})"',
    "menu with a tab": 'menu: [{title: x, url: "java\\tscript:xss()"}]',
    "menu of another scheme": 'menu: [{title: x, url: "data:text/html,x"}]',
    "menu without a scheme": 'menu: [{title: x, url: "//evil.example"}]',
    "redirect that runs": 'redirects: {"/a/": "javascript:xss()"}',
    "redirect with a header": 'redirects: {"/b\\nSet-Cookie: x": "/"}',
    "notice": 'notices: [{address: "/x\\" onload=xss()/", title: T, on: 2026-01-01, reason: R}]',
    "time zone": "timezone: ../../../etc/passwd",
    "theme": "theme: ../../etc",
    "language": 'languages: [en, "../../x"]',
}


@pytest.mark.parametrize("name", REFUSED)
def test_settings_that_would_do_something(name: str, tmp_path: Path) -> None:
    line = REFUSED[name]
    files = {"site.yaml": (SITE.replace("languages: [en, fr]\n", "") if "language" in name else SITE) + line + "\n"}
    root = write_site(tmp_path, files)
    result = (
        build.make(build.Job(root, DAY))
        if name in ("theme",) or "brand" in line
        else build.examine(build.Job(root, DAY))
    )
    fatal = [one for one in result.problems if one.fatal]
    assert fatal and all(one.place.path == "site.yaml" and one.place.line for one in fatal), words(result.problems)


@pytest.mark.parametrize("end", ['"><script>xss()</script>/', "a;}/", "{x}/", "`id`/", "a b/", "a\\b/"])
def test_an_address_that_would_break_out_of_the_files_of_hosts(end: str, tmp_path: Path) -> None:
    settings = SITE.replace("url: https://ogp.testland.example/", f"url: 'https://ogp.testland.example/{end}'")
    result = understood(tmp_path, {"site.yaml": settings})
    assert [one.place.line for one in result.problems if one.fatal] == [2], words(result.problems)


THEMES: dict[str, tuple[Files, str]] = {
    "itself": ({"themes/mine/theme.yaml": "name: x\nextends: mine\n"}, "themes/mine/theme.yaml:1"),
    "outside": ({"themes/mine/theme.yaml": "name: x\nextends: ../../../etc\n"}, "themes/mine/theme.yaml:1"),
    "code": (
        {"themes/mine/theme.yaml": "name: !!python/object/apply:os.system [id]\n"},
        "themes/mine/theme.yaml:1",
    ),
    "plural that runs": (
        {
            "themes/mine/theme.yaml": "name: x\nextends: default\n",
            "themes/mine/locale/fr.po": 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n',
        },
        "themes/mine/locale/fr.po",
    ),
    "template that extends itself": (
        {
            "themes/mine/theme.yaml": "name: x\nextends: default\n",
            "themes/mine/templates/home.html": "{% extends 'home.html' %}\n",
        },
        "themes/mine/templates/home.html",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", THEMES)
def test_faulty_themes_are_told_with_their_file(name: str, tmp_path: Path) -> None:
    files, place = THEMES[name]
    result = check_site(tmp_path, files, {"site.yaml": SITE + "theme: mine\n"})
    assert not result.ok
    first = next(str(one.place) for one in result.problems if one.fatal)
    assert first.startswith(place), words(result.problems)


@pytest.mark.slow
def test_translations_are_words_and_never_formats_or_markup(tmp_path: Path) -> None:
    """What stands in braces is filled in only where the message names it; markup is shown as it was written."""
    said = {
        "Plans": "<script>xss()</script>",
        "Search": "{{ 7*7 }} %(x)n {0.__class__} {search.__class__}",
        "Withdrawn: {title}": "{title.__class__.__mro__} {nope} {",
    }
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "".join(
        f'msgid "{message}"\nmsgstr "{text}"\n\n' for message, text in said.items()
    )
    files = {
        "themes/mine/theme.yaml": "name: x\nextends: default\n",
        "themes/mine/locale/fr.po": catalogue,
        "site.yaml": SITE + "theme: mine\n",
    }
    result = check_site(tmp_path, files)
    assert result.ok, words(result.problems)
    pages = [one.data.decode() for one in result.outputs if one.path.endswith(".html")]
    assert not [page for page in pages if "<script>xss" in page or "&lt;class" in page or "<class" in page]
    assert [page for page in pages if "{{ 7*7 }} %(x)n {0.__class__}" in page]
