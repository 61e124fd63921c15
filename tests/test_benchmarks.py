"""The sites that benchmarks write for other generators hold what the runner will change, and every list once."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import alike, others
from benchmarks.records import records


@pytest.mark.parametrize("tool", [*others.TOOLS, *alike.TOOLS], ids=lambda tool: tool.write.__module__ + tool.name)
def test_sites_hold_the_record_and_the_template_that_will_change(tool: others.Tool, tmp_path: Path) -> None:
    tool.write(tmp_path, records(20))
    first = next(records(20))
    record = tool.record.format(key=first.key, group=first.group, path=f"commitments/{first.group}/{first.key}")
    assert first.title in (tmp_path / record).read_text("utf-8")
    assert (tmp_path / tool.template).is_file()


def test_every_list_of_the_sites_alike_has_an_address_of_its_own() -> None:
    found = [page["url"] for page in alike.lists(list(records(150)))]
    assert len(found) == len(set(found)) > 80
