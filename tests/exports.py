"""Whether an export is what its schema, docs/export.schema.json, promises."""

import json
from typing import Any

import jsonschema

from tests.wikifarm.layout import CHECKOUT

SCHEMA: dict[str, Any] = json.loads((CHECKOUT / "docs/export.schema.json").read_text("utf-8"))


def validate_export(exported: Any) -> None:
    """Raise jsonschema.ValidationError where it is not."""
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(exported)
