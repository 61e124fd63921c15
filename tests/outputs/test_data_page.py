"""The page on open data names every file and every column, in every language of the site."""

from __future__ import annotations

import re

import pytest

from ogpsite import tables
from ogpsite.build import Result
from outputs.conftest import Make, Outputs

pytestmark = pytest.mark.slow  # reads every file of the sample


@pytest.mark.parametrize("prefix", ["", "fr/", "ar/"])
def test_every_file_and_column(prefix: str, outputs: Outputs, sample: Result) -> None:
    assert sample.edition
    page = outputs[f"{prefix}data/index.html"].decode()
    linked = set(re.findall(r'href="(?:\.\./)*(?:data/)?([\w.-]+\.(?:csv|json|xlsx|jsonld))"', page))
    files = {path.removeprefix("data/") for path in outputs if path.startswith("data/") and "." in path}
    assert files - {"index.html"} <= linked
    for table in tables.TABLES:
        for column in tables.columns_of(table, sample.edition.site):
            assert f">{column.name}</code>" in page, column.name


def test_it_is_linked_from_every_page(outputs: Outputs) -> None:
    for path, data in outputs.items():
        if path.endswith("index.html") and b'http-equiv="refresh"' not in data:
            assert re.search(rb'href="[./]*data/"|href="\./"', data), path


def test_in_the_words_of_the_language(outputs: Outputs) -> None:
    """No English is left on the French page but what are codes and names."""
    page = outputs["fr/data/index.html"].decode()
    assert '<span lang="en"' not in page.partition("<main")[2].partition("</main>")[0]


def test_what_a_reader_is_told_to_type(made: Make) -> None:
    page = made("pages")["data/index.html"].decode()
    assert 'pandas.read_csv("https://ogp.testland.example/data/commitments.csv")' in page
    assert 'read.csv("https://ogp.testland.example/data/commitments.csv")' in page
