"""The files for web servers of one's own: nginx, Caddy, Apache. Each says what the model says, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ogpsite.hosting.media import BY_NAME, is_text
from ogpsite.hosting.rules import ASSETS, SAFE, Hosting, Redirect

HIDDEN = r"(?:\.(?!well-known/)|_host/|_headers$|_redirects$)"  # what tells hosts how to serve, and what builds note


def nginx(site: Hosting) -> str:
    """For a `server` block."""
    return "\n".join(
        (
            "# How nginx serves this site. In the server block, below `root`: include …/_host/nginx.conf;",
            *nginx_basics(site),
            *nginx_headers(site),
            *nginx_missing(site),
            f'location ~ "^{site.base}/(?:.*/)?{HIDDEN}" {{ return 404; }}',
            *(
                f'location ~ "/{re.escape(name)}$" {{ types {{ }} default_type {kind}; }}'
                for name, kind in BY_NAME.items()
            ),
            f'location ~ "^{site.base}/{ASSETS}" {{ try_files $uri @ogp_asset; }}',
            "location @ogp_asset {",
            f'\tset {variable("Cache-Control")} "{cache_of(site, "pages")}";',
            f'\trewrite "^{site.base}/assets/[^/]+/(.+)$" "{site.base}/assets/$1" redirect;',
            "}",
            *nginx_redirects(site),
            "",
        )
    )


def nginx_basics(site: Hosting) -> Iterator[str]:
    """Media types, first pages, packing."""
    texts = text_types(site)
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(one for one in texts if one != 'text/html')};"
    yield "types {"
    yield from (f"\t{media} {ending};" for ending, media in site.endings)
    yield "}"
    yield "default_type application/octet-stream;"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_proxied any;"
    yield f"gzip_types {' '.join(one for one in texts if one != 'text/html')};"
    if "gzip" in site.packed:
        yield "gzip_static on;"
    if "brotli" in site.packed:
        yield "# brotli_static on;  # take the first sign away where nginx has libnginx-mod-http-brotli-static"


def nginx_headers(site: Hosting) -> Iterator[str]:
    """The headers of each sort, as variables, so that every answer gets them, redirects and errors too."""
    names = header_names(site)
    sorts = (*reversed(site.rules[:-1]),)
    for name in names:
        yield f'set {variable(name)} "{dict(site.rules[-1].headers).get(name, "")}";'
    for rule in sorts:
        yield f'if ($uri ~ "^{site.base}/{rule.pattern}") {{'
        yield from (f'\tset {variable(name)} "{dict(rule.headers).get(name, "")}";' for name in names)
        yield "}"
    yield from (f'add_header {name} "{value}" always;' for name, value in site.always)
    yield from (f"add_header {name} {variable(name)} always;" for name in names)


def nginx_missing(site: Hosting) -> Iterator[str]:
    """The page for what isn't there, and the language of pages."""
    yield f'set $ogp_missing "{site.base}/404.html";'
    yield f'set $ogp_language "{site.languages[0]}";'
    for code in site.languages[1:]:
        yield f'if ($uri ~ "^{site.base}/{code}/") {{'
        yield f'\tset $ogp_missing "{site.base}/{code}/404.html";'
        yield f'\tset $ogp_language "{code}";'
        yield "}"
    for rule in site.rules[:-1]:
        yield f'if ($uri ~ "^{site.base}/{rule.pattern}") {{ set $ogp_language ""; }}'
    yield "add_header Content-Language $ogp_language always;"
    yield "error_page 404 $ogp_missing;"


def nginx_redirects(site: Hosting) -> Iterator[str]:
    for one in site.redirects:
        if one.below:
            old, new = re.escape(site.base + one.old), target(site, one)
            yield f'location "{quoted(site.base + one.old)}" {{'
            yield f'\tif (!-e $request_filename) {{ rewrite "^{quoted(old)}(.*)$" "{new}$1" permanent; }}'
            yield "}"
        else:
            yield from (
                f'location = "{quoted(old)}" {{ return 301 "{target(site, one)}"; }}' for old in olds(site, one)
            )


def caddy(site: Hosting) -> str:
    """For a site block."""
    return "\n".join(
        (
            "# How Caddy serves this site. In the site block, below `root`: import …/_host/Caddyfile",
            "encode zstd gzip",
            *caddy_headers(site),
            *caddy_types(site),
            *caddy_redirects(site),
            f'@ogp_hidden path_regexp "^{site.base}/(?:.*/)?{HIDDEN.replace("(?!well-known/)", "[^w]")}"',
            "error @ogp_hidden 404",
            f"file_server {{\n\tindex index.html\n{caddy_packed(site)}}}",
            *caddy_missing(site),
            "",
        )
    )


def caddy_packed(site: Hosting) -> str:
    """Which packed copies lie beside the files."""
    kinds = [short for name, short in (("brotli", "br"), ("gzip", "gzip")) if name in site.packed]
    return f"\tprecompressed {' '.join(kinds)}\n" if kinds else ""


def caddy_headers(site: Hosting) -> Iterator[str]:
    """The headers of each sort; a sort is what fits its pattern and none of those before it."""
    yield "header {"
    yield from (f'\t{name} "{value}"' for name, value in site.always)
    yield "\t-Server"
    yield "}"
    before: list[str] = []
    for rule in site.rules:
        name, pattern = f"@ogp_{rule.name}", f'path_regexp "^{site.base}/{rule.pattern}"'
        yield f"{name} {{"
        yield f"\t{pattern}"
        yield from (f"\tnot {one}" for one in before)
        yield "}"
        yield f"header {name} {{"
        yield from (f'\t{header} "{value}"' for header, value in rule.headers)
        yield "}"
        before.append(pattern)
    yield from caddy_languages(site, before[:-1])


def caddy_languages(site: Hosting, others: list[str]) -> Iterator[str]:
    """The language of pages."""
    codes = "|".join(site.languages[1:])
    for code in site.languages:
        yield f"@ogp_in_{code.replace('-', '_')} {{"
        if code != site.languages[0]:
            yield f'\tpath_regexp "^{site.base}/{code}/"'
        elif codes:
            yield f'\tnot path_regexp "^{site.base}/(?:{codes})/"'
        yield from (f"\tnot {one}" for one in others)
        yield "}"
        yield f'header @ogp_in_{code.replace("-", "_")} Content-Language "{code}"'


def caddy_types(site: Hosting) -> Iterator[str]:
    """Media types of texts, with their encoding: by name, else by ending."""
    for number, (name, kind) in enumerate(BY_NAME.items(), 1):
        yield f"@ogp_named_{number} path */{name}"
        yield f'header @ogp_named_{number} Content-Type "{kind}; charset=utf-8"'
    for ending, media in site.endings:
        if is_text(media) and ending != "html":
            yield f"@ogp_{ending} {{\n\tpath *.{ending}"
            yield from (f"\tnot path */{name}" for name in BY_NAME)
            yield "}"
            yield f'header @ogp_{ending} Content-Type "{media}; charset=utf-8"'


def caddy_redirects(site: Hosting) -> Iterator[str]:
    for number, one in enumerate(site.redirects, 1):
        if one.below:
            yield f"@ogp_below_{number} {{"
            yield f'\tpath_regexp below "^{quoted(re.escape(site.base + one.old))}(.*)$"'
            yield "\tnot file {path} {path}/index.html"
            yield "}"
            yield f'redir @ogp_below_{number} "{target(site, one)}{{re.below.1}}" 301'
        else:
            found = (quoted(old).replace("%", "%25") for old in olds(site, one))  # a `%` begins an escaped sign there
            yield from (f'redir "{old}" "{target(site, one)}" 301' for old in found)
    yield "@ogp_old_asset {"
    yield f'\tpath_regexp old "^{site.base}/{ASSETS}(.+)$"'
    yield "\tnot file"
    yield "}"
    yield f'header @ogp_old_asset Cache-Control "{cache_of(site, "pages")}"'
    yield f'redir @ogp_old_asset "{site.base}/assets/{{re.old.1}}" 302'


def caddy_missing(site: Hosting) -> Iterator[str]:
    """The page for what isn't there, with the headers of a page."""
    yield "handle_errors {"
    yield "\theader {"
    yield from (f'\t\t{name} "{value}"' for name, value in (*site.always, *site.rules[-1].headers))
    yield "\t\t-Server"
    yield "\t\t-Access-Control-Allow-Origin"
    yield "\t}"
    for code in (*site.languages[1:], ""):
        prefix = f"{site.base}/{code}" if code else site.base
        yield f"\thandle {f'{prefix}/*' if code else ''} {{".replace("  ", " ")
        yield f'\t\theader Content-Language "{code or site.languages[0]}"'
        yield '\t\theader Content-Type "text/html; charset=utf-8"'
        yield f"\t\trewrite * {prefix}/404.html"
        yield "\t\tfile_server"
        yield "\t}"
    yield "}"


def apache(site: Hosting) -> str:
    """`.htaccess`, read by Apache and LiteSpeed where the host allows it."""
    return "\n".join(
        (
            "# How Apache serves this site; written by ogpsite. Directives of the class FileInfo only.",
            *(f"AddType {media} .{ending}" for ending, media in site.endings),
            f"AddCharset utf-8 {' '.join(f'.{ending}' for ending, media in site.endings if is_text(media))}",
            *(f'<Files "{name}">\n\tForceType "{kind}; charset=utf-8"\n</Files>' for name, kind in BY_NAME.items()),
            f"ErrorDocument 404 {site.base}/404.html",
            *(line for code in site.languages[1:] for line in apache_missing(site, code)),
            "<IfModule mod_headers.c>",
            *(f"\t{line}" for line in apache_headers(site)),
            "</IfModule>",
            "<IfModule mod_deflate.c>",
            f"\tAddOutputFilterByType DEFLATE {' '.join(text_types(site))}",
            "</IfModule>",
            "<IfModule mod_rewrite.c>",
            *(f"\t{line}" for line in apache_redirects(site)),
            "</IfModule>",
            "",
        )
    )


def apache_missing(site: Hosting, code: str) -> Iterator[str]:
    """The page for what isn't there, in a language that is not the first."""
    yield f'<If "%{{REQUEST_URI}} =~ m#^{site.base}/{code}/#">'
    yield f"\tErrorDocument 404 {site.base}/{code}/404.html"
    yield "</If>"


def apache_headers(site: Hosting) -> Iterator[str]:
    """`always` reaches errors and redirects, too. The last sort that fits counts, so the widest comes first."""
    yield from (f'Header always set {name} "{value}"' for name, value in site.always)
    names = header_names(site)
    for rule in reversed(site.rules):
        there = " && -f %{REQUEST_FILENAME}" if rule.pattern == ASSETS else ""
        yield f'<If "%{{REQUEST_URI}} =~ m#^{site.base}/{rule.pattern}#{there}">'
        for name in names:
            value = dict(rule.headers).get(name)
            yield f'\tHeader always set {name} "{value}"' if value else f"\tHeader always unset {name}"
        if rule.name != "pages":
            yield "\tHeader always unset Content-Language"
        else:
            for code in site.languages:
                begin = f"{site.base}/{code}/" if code != site.languages[0] else f"{site.base}/"
                yield f'\tHeader always set Content-Language {code} "expr=%{{REQUEST_URI}} =~ m#^{begin}#"'
        yield "</If>"


def apache_redirects(site: Hosting) -> Iterator[str]:
    yield "RewriteEngine On"
    hidden = HIDDEN.removeprefix("(?:").removesuffix(")")
    yield f'RewriteRule "(?:^|/)(?:{hidden})" - [R=404,L]'
    for one in site.redirects:
        old = re.escape(one.old.removeprefix("/").rstrip("/")).replace('"', "")
        if one.below:
            yield "RewriteCond %{REQUEST_FILENAME} !-f"
            yield "RewriteCond %{REQUEST_FILENAME} !-d"
            yield f'RewriteRule "^{old}/(.*)$" "{apache_target(site, one)}$1" [R=301,L,NE]'
        else:
            yield f'RewriteRule "^{old}/?$" "{apache_target(site, one)}" [R=301,L,NE]'
    yield "RewriteCond %{REQUEST_FILENAME} !-f"
    yield f'RewriteRule "^{ASSETS}(.+)$" "{site.base}/assets/$1" [R=302,L,NE]'


def apache_target(site: Hosting, one: Redirect) -> str:
    """`%` and `$` mean something in a substitution."""
    return target(site, one).replace("%", "\\%")


def text_types(site: Hosting) -> list[str]:
    """The media types that are text."""
    return sorted({media for _, media in site.endings if is_text(media)} | set(BY_NAME.values()))


def header_names(site: Hosting) -> list[str]:
    """The headers that differ between sorts."""
    return list(dict.fromkeys(name for rule in site.rules for name, _ in rule.headers))


def cache_of(site: Hosting, name: str) -> str:
    """The cache time of a sort."""
    return next(dict(rule.headers)["Cache-Control"] for rule in site.rules if rule.name == name)


def variable(header: str) -> str:
    return f"$ogp_{header.lower().replace('-', '_')}"


def olds(site: Hosting, one: Redirect) -> Iterator[str]:
    """An old address with and without the `/` at its end."""
    yield f"{site.base}{one.old}"
    if one.old.endswith("/") and one.old != "/":
        yield f"{site.base}{one.old.rstrip('/')}"


def target(site: Hosting, one: Redirect) -> str:
    """The new address as a header holds it."""
    return quote(f"{site.base}{one.new}" if one.new.startswith("/") else one.new, safe=SAFE)


def quoted(text: str) -> str:
    """Between double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
