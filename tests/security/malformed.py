"""Malformed inputs: the kinds of error of the YAML test suite, rewritten, and those that people and programs make."""

# ruff: noqa: E501 - many short texts

from __future__ import annotations

YAML = [
    # indentation
    "a: 1\n b: 2", "a:\n  b: 1\n c: 2", "a:\n- b\n - c", "- a\n  b: 1\n c: 2", "a:\n    b: 1\n  c: 2", "a: |\n x\ny", "a: >\n  x\n y: z",
    "k: - a\n- b", "- - a\n - b", "a:\n\tb: 1", "\ta: 1", "a: 1\n\t\nb:\n\t- c", "a:\n  - b\n c", "a: b\n  c: d", "- a\nb: c", "a: b\n- c",
    "a\nb: c", "a: b\nc", "- a\nb", "a: b: c", "a: 'b': c", "a: b c: d", "- a: b: c", "a: - b", "a: - b: c", "? a: b: c",
    # quotes
    "a: 'b", 'a: "b', "a: 'b' c", 'a: "b" c', "a: 'b'c: d", "'a: b", '"a": "b', "a: \"\\q\"", 'a: "\\x4"', 'a: "\\u12"', 'a: "\\U12345"',
    'a: "\\ud800"', 'a: "\\', "a: 'b\nc: d", 'a: "b\nc: "d"', "- 'a\n- b", 'a: ""b', "a: ''b''c", 'a: "b\n---\nc"', "a: 'b\n...\nc'", "a: \"b\"\"c\"",
    # brackets
    "a: [b", "a: [b, c", "a: [b]]", "a: b]", "a: [b}", "a: {b: c", "a: {b: c]", "a: {b: c}}", "a: }", "a: ]", "a: [", "a: {", "a: [,]", "a: [a,,b]",
    "a: {,}", "a: {a:: b}", "a: [b\nc: d", "a: {b: c\nd: e", "a: [b] c", "a: {b: c} d", "[a, b", "{a: b", "a: [- b]", "a: {- b}", "a: [b: c: d]",
    "a: {b: {c: d}", "a: [[b]", "[a]: b: c", "{a: b}: c: d", "a: [b, c]d", "a: [#b]", "a: [b #c]", "a: {b #c: d}", "a: ['b' 'c']", 'a: {"b" "c"}',
    # signs that begin nothing
    "a: @b", "a: `b", "a: %b", "%a: b", "@a: b", "`a: b", "a: *b", "a: &b", "a: &b c", "a: &b &c d", "a: *b c", "*a: b", "&a: b", "a: !b", "a: !!b c",
    "a: !<b", "a: !<b> c", "! a: b", "a: !!int x", "a: !!str", "!!map {a: b}", "a: !", "a: !b!c d", "a: &", "a: *", "a: |x", "a: >x", "a: |0", "a: |10\n x",
    "a: >-+\n x", "a: | x\n y", "a: ? b", "? a\n? b: c\n:", ": a: b", ": ", "?", "- ?\n :", "? - a\n  b", "a: -\nb: - c",
    # documents and directives
    "a: b\n---\nc: d", "a: b\n...\nc: d", "%YAML 1.2\na: b", "%YAML 1.2 1.2\n---\na: b", "%YAML\n---\na: b", "%TAG ! x\na: b", "a: b\n%YAML 1.2\n---\nc: d",
    "--- a: b", "---\n---\n---", "... a", "a: b\n--- c: d", "%YAML 3.0\n---\na: b", "%FOO\na: b", "a: b\n... c",
    # shapes
    "just words", "- a\n- b", "[a, b]", "'quoted'", "42", "a: b\na: c", "a: {b: c, b: d}", "a:\n  b: c\n  b: d", "'': x", "~: x", "null: x", "? \n: x", "[]: x",
    "{}: x", "? [a]\n: b", "? {a: b}\n: c", "a: <<", "<<: {a: b}", "<<: [a]", "a: b\n<<: *c", "a: 1e400", "a: 0x", "=: x",
]  # fmt: skip

CSV = [
    "\n", ",", "text\nx", "key,key\na,b", "key,text,attribution\nc-1", "key,text,attribution\nc-1,x,anonymous,more",
    'key,text,attribution\nc-1,"x,anonymous', 'key,text,attribution\nc-1,"x"y,anonymous', 'key,text,attribution\n"c-1,x,anonymous\n',
    "key;text;attribution\nc-1;x;anonymous;more", "key,text,attribution\n,x,anonymous", "key,text,attribution\nC 1,x,anonymous",
    "key,text,attribution\nc-1,x,nobody", "key,text,attribution,nonsense\nc-1,x,anonymous,y", "key,text,attribution\nc-1,,anonymous",
    "key,text,attribution,consent.on\nc-1,x,named,2024-13-01", "key,text,attribution,votes.for\nc-1,x,anonymous,many", "key,text.xx,attribution\nc-1,x,anonymous",
    "key,text,attribution\nc-1,x,anonymous\nc-1,y,anonymous", "key,text,attribution\n=1+1,x,anonymous", "key\ttext\tattribution\nc-1\tx\tanonymous",
    "key,text,attribution\nc-1,x,anonymous\n\"", "key,te\"xt,attribution\nc-1,x,anonymous", "key,text,attribution,\nc-1,x,anonymous,y", ",text,attribution\nc-1,x,anonymous",
    "key,text,attribution,received_on\nc-1,x,anonymous,yesterday", "key,text,attribution,author\nc-1,x,anonymous,Somebody", "key,text,attribution,consent\nc-1,x,named,yes",
    "key,text,attribution,.\nc-1,x,anonymous,y", "key,text,attribution,a.b.c\nc-1,x,anonymous,y", "key,text,attribution,text.\nc-1,x,anonymous,y",
    "key,text,attribution,moderation\nc-1,x,anonymous,maybe", "key,text,attribution,about\nc-1,x,anonymous,nothing-here", "'key','text'\n'c-1','x'",
    "key, text , attribution\nc-1,x,anonymous|named", "kéy,text,attribution\nc-1,x,anonymous", "key,text,attribution,withdrawn.on\nc-1,x,anonymous,-",
]  # fmt: skip

FRONT = [
    "", "\n\n", "---", "---\n", "---\n---", "--\ntitle: x\n--\n", "title: x\n", "----\ntitle: x\n----\n", "---\ntitle: x\n", "--- \ntitle: x\n ---\n", " ---\ntitle: x\n---\n",
    "---\ntitle: x\n----\n", "---title: x---", "+++\ntitle = 'x'\n+++\n", "{\"title\": \"x\"}\n", "<!-- x -->\n---\ntitle: x\n---\n", "---\n\n---\n", "---\n# only a comment\n---\n",
    "---\n~\n---\n", "---\n[]\n---\n", "---\n- a\n---\n", "---\nx\n---\n", "---\n---\n---\ntitle: x\n---\n", "---\r\ntitle: x\r", "---\ntitle:\n---\n", "---\ntitle: ''\n---\n",
    "---\ntitle: [x]\n---\n", "---\ntitle: {x: y}\n---\n", "---\ntitle: {en: x, de: y}\n---\n", "---\ntitle: {fr: y}\n---\n", "---\ntitel: x\n---\n", "---\ntitle: x\ndraft: maybe\n---\n",
    "---\ntitle: x\npublished_on: soon\n---\n", "---\ntitle: x\naliases: [http://x]\n---\n", "---\ntitle: x\naliases: /../../etc\n---\n", "---\ntitle: x\nprivate: x\n---\n",
    "---\ntitle: x\nlead: [nobody]\n---\n", "---\ntitle: x\nlead: {a: b}\n---\n", "---\ntitle: x\nlead: health\nsdgs: [99, x]\n---\n", "---\ntitle: x\nlead: health\nmilestones: x\n---\n",
    "---\ntitle: x\nlead: health\nmilestones: [x]\n---\n", "---\ntitle: x\nlead: health\nmilestones: [{title: x}]\n---\n", "---\ntitle: x\nlead: health\nstart: 2024-02-30\n---\n",
    "---\ntitle: x\nlead: health\nevidence: [../../../../../../etc/passwd]\n---\n", "---\ntitle: x\nlead: health\nevidence: [/../site.yaml]\n---\n", "---\ntitle: x\nlead: health\nevidence: ['file:///etc/passwd']\n---\n",
    "---\ntitle: x\nlead: health\nevidence: ['javascript:xss()']\n---\n", "---\ntitle: x\nlead: health\nevidence: [{url: ''}]\n---\n", "---\ntitle: x\nlead: health\nevidence: [a\\b.pdf, 'C:\\x.pdf']\n---\n",
    "---\ntitle: x\nlead: health\nrelated: ['#', '@', ':', '/', 'a/b/c/d']\n---\n", "---\ntitle: x\nlead: health\nwithdrawn: yes\n---\n", "---\ntitle: x\nlead: health\ncontact: x\n---\n",
]  # fmt: skip

BYTES = [
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\x00" * 100, b"\x80abc", b"---\ntitle: caf\xe9\n---\n", b"---\ntitle: \xc3\x28\n---\n", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80",
    b"---\ntitle: \xf4\x90\x80\x80\n---\n", b"\xc0\xae\xc0\xae", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\x7fELF", b"MZ\x90", b"---\ntitle: a\x07b\n---\n",
    b"---\ntitle: a\x1bb\n---\n", b"---\ntitle: a\x7fb\n---\n", b"---\ntitle: a\xc2\x80b\n---\n", b"---\ntitle: a\xef\xbf\xbeb\n---\n", b"---\ntitle: a\x0bb\n---\n", b"---\ntitle: a\x0cb\n---\n",
    "---\ntitle: x\n---\n".encode("utf-16"), "---\ntitle: x\n---\n".encode("utf-16-le"), "---\ntitle: x\n---\n".encode("utf-32"), "---\ntitle: é\n---\n".encode("cp1252"), "---\ntitle: é\n---\n".encode("mac-roman"),
    "---\ntitle: Решение\n---\n".encode("koi8-r"), "---\ntitle: قرار\n---\n".encode("cp1256"), "---\ntitle: 決定\n---\n".encode("shift-jis"),
]  # fmt: skip
