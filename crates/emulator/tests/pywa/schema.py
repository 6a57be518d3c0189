"""Checks webhook bodies against the JSON Schema derived from Meta's OpenAPI file, where it is at hand."""

import json
import pathlib

import jsonschema


def without_a_named_place(message: dict) -> bool:
    """The schema wants name and address of every location; a bare pin has neither (whatsapp-cloud-api 2.5)."""
    return message.get("type") == "location" and "name" not in message["location"]


def check(bodies: list[bytes], path: str) -> str:
    """One line about what was checked; raises at the first body that does not fit."""
    file = pathlib.Path(path)
    if not file.is_file():
        return f"webhooks not checked against Meta's schema: {path} is not here"
    validator = jsonschema.Draft202012Validator(json.loads(file.read_text()))
    bare_pins = 0
    for body in bodies:
        webhook = json.loads(body)
        messages = [m for entry in webhook["entry"] for change in entry["changes"] for m in change["value"].get("messages", [])]
        if any(map(without_a_named_place, messages)):
            bare_pins += 1
            continue
        validator.validate(webhook)
    return f"{len(bodies) - bare_pins} webhooks fit Meta's schema; {bare_pins} left out: bare pins, which it does not know"
