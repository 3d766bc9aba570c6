"""As much of JSON Schema (2020-12) as the schema of a campaign uses."""

from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
_ANNOTATIONS = {"title", "description", "default", "examples"}
_KNOWN = {"$schema", "$defs", "$ref", "anyOf", "type", "enum", "properties", "required", "additionalProperties"} | {
    "propertyNames",
    "items",
    "minItems",
}


def complaints(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Give where and why a value does not fit the schema."""
    unknown = set(schema) - _KNOWN - _ANNOTATIONS
    if unknown:
        raise NotImplementedError(unknown)
    if "$ref" in schema:
        yield from complaints(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in schema and all(list(complaints(value, option, root, at)) for option in schema["anyOf"]):
        yield f"{at}: none of the forms"
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        yield f"{at}: not {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: not one of the values"
    if isinstance(value, dict):
        yield from _in_object(value, schema, root, at)
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: too few"
        for index, item in enumerate(value):
            yield from complaints(item, schema.get("items", {}), root, f"{at}/{index}")


def _in_object(value: dict[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    yield from (f"{at}: without {key}" for key in schema.get("required", ()) if key not in value)
    for key, item in value.items():
        yield from complaints(key, schema.get("propertyNames", {}), root, f"{at}/{key}")
        if key in properties:
            yield from complaints(item, properties[key], root, f"{at}/{key}")
        elif others is False:
            yield f"{at}: unknown {key}"
        else:
            yield from complaints(item, others, root, f"{at}/{key}")
