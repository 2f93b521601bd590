"""What datapackage.json must say, so that nothing is missing later when a page asks for it."""

import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from frictionless import Field, Package, system
from frictionless.exception import FrictionlessException

from geodata.model import border_rules, reader_rules, recognition
from geodata.model.schema import Problem, not_a_text, wrong
from geodata.model.tables import is_plain
from geodata.model.unseen import escaped, shown, unseen

# Each column that the code reads, by the type it relies on; a star where no row may leave it blank.
_COLUMNS = {
    "places": {
        "string": "*place_id *name *kind *location aliases note",
        "number": "latitude longitude radius_km",
    },
    "crossings": {
        "string": "*crossing_id *place_id locality *location_precision *start *end date_note "
        "*direction *kind *status confirmed_by people_words *headline *summary disagreement part_of",
        "number": "latitude longitude radius_km",
        "integer": "people_low people_best people_high",
    },
    "articles": {
        "string": "*article_id title about *outlet author *url published *date_basis *language *kind "
        "copy_of note captured sha256",
    },
    "figures": {
        "string": "*figure_id *measure *scope *population start end *basis *article_id crossing_id "
        "note checked seen",
        "integer": "low best high",
        "boolean": "*cumulative *preferred",
    },
    "excerpts": {
        "string": "*excerpt_id *article_id crossing_id figure_id *form *text supports disputes "
        "checked seen",
    },
    "context": {"string": "*context_id *date *title *summary *article_id checked seen"},
    "disputes": {
        "string": "*rival_id *dispute_id *question crossing_id *field *value *article_id *origin "
        "reason checked seen",
        "boolean": "*used",
    },
}
# Tables that a package may have: their columns, as above.
_BESIDE = {
    "retired": {
        "string": "*crossing_id *retired *reason moved_to *place_id *start *end *headline *summary "
        "articles",
    },
    "translations": {"string": "*resource row *column *language *original *text *by"},
}
TABLES = tuple(_COLUMNS)
OPTIONAL = tuple(_BESIDE)
RETIRED = tuple(_BESIDE["retired"]["string"].replace("*", "").split())
TYPES = {
    (table, name.removeprefix("*")): kind
    for table, kinds in (_COLUMNS | _BESIDE).items()
    for kind, names in kinds.items()
    for name in names.split()
}
REQUIRED = {
    (table, name[1:])
    for table, kinds in (_COLUMNS | _BESIDE).items()
    for names in kinds.values()
    for name in names.split()
    if name.startswith("*")
}

# The tables whose rows say when they were last held against their source, and what was seen of it.
LEDGER = ("excerpts", "figures", "context", "disputes")

# Columns whose values are shown by a label, and the values that rules name.
LABELLED: dict[tuple[str, str], tuple[str, ...]] = {
    ("crossings", "place_id"): (),
    ("crossings", "location_precision"): ("exact", "locality", "area", "unknown"),
    ("crossings", "direction"): (),
    ("crossings", "kind"): (),
    ("crossings", "status"): (),
    ("articles", "kind"): (),
    ("articles", "date_basis"): ("stated", "derived", "unknown"),
    ("figures", "measure"): (),
    ("figures", "basis"): ("forecast",),
    ("excerpts", "form"): ("quote", "summary"),
    ("disputes", "field"): (),
    **{(table, "seen"): ("page", "copy", "retold", "not_seen") for table in LEDGER},
}

# Table, column, and the table in whose ID it is looked up.
KEYS = (
    ("crossings", "place_id", "places"),
    ("crossings", "part_of", "crossings"),
    ("articles", "copy_of", "articles"),
    ("figures", "article_id", "articles"),
    ("figures", "crossing_id", "crossings"),
    ("excerpts", "article_id", "articles"),
    ("excerpts", "crossing_id", "crossings"),
    ("excerpts", "figure_id", "figures"),
    ("context", "article_id", "articles"),
    ("disputes", "crossing_id", "crossings"),
    ("disputes", "article_id", "articles"),
    ("retired", "place_id", "places"),
)
IDS = {table: names["string"].split()[0][1:] for table, names in _COLUMNS.items()} | {
    "retired": "crossing_id"
}

# Keys that would have a file read otherwise than it is read here, and the one value they may have.
_AS_READ: dict[str, dict[str, Any]] = {
    "resource": {"encoding": "utf-8", "format": "csv", "scheme": "file", "type": "table"},
    "schema": {"missingValues": [""]},
    "field": dict.fromkeys(
        ("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "missingValues")
    )
    | {"format": "default"},
}
_UNREAD = ("data", "compression", "innerpath", "extrapaths")
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
_LIMITS = {
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "string": ("minLength", "maxLength"),
}

Object = dict[str, Any]


def check(package: Object) -> list[Problem]:
    """Everything in a description that would fail later: a page, a file, or the reading of a table."""
    found = [*_head(package), *_resources(package)]
    found += [*border_rules.described(package), *reader_rules.described(package)]
    if not found:
        found = [*_tables(package), *_keys(package), *border_rules.flagged(package)]
        found += [*reader_rules.verbs(package), *recognition.described(package)]
    if not found:
        found = list(_said_by_frictionless(package))
    return list(dict.fromkeys(found))


def _head(package: Object) -> Iterator[Problem]:
    for key in ("name", "title", "version", "created"):
        yield from not_a_text(package, key, key)
    name = package.get("name")
    if isinstance(name, str) and not re.fullmatch(r"[a-z0-9._-]+", name):
        yield wrong("name", f"{shown(name)} may hold a–z, 0–9, points, hyphens and underscores")
    created = package.get("created")
    if isinstance(created, str) and not _is_day(created):
        yield wrong("created", f"{shown(created)} does not begin with a day such as 2026-11-22")
    yield from _licences(package)
    people = package.get("contributors", [])
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        yield wrong("contributors", "must be a list of objects")
    yield from _languages(package)
    for place, text in _strings(package, ""):
        if sign := unseen(text):
            yield wrong(place, f"holds {escaped(sign)}, which nobody sees")


def _languages(package: Object) -> Iterator[Problem]:
    listed = package.get("languages", [])
    if not isinstance(listed, list):
        yield wrong("languages", "must be a list, the package's own language first")
        return
    for code in listed:
        if not isinstance(code, str) or not re.fullmatch("[a-z]{2}", code):
            yield wrong(
                "languages", f"{shown(str(code))} is not a language by two letters, such as no"
            )
    if len({str(code) for code in listed}) < len(listed):
        yield wrong("languages", "names a language twice")


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text[:10])) and text[10:11] in {"", "T"}
    except ValueError:
        return False


def _licences(package: Object) -> Iterator[Problem]:
    licences = package.get("licenses")
    if not isinstance(licences, list) or not licences:
        yield wrong("licenses", "must be a list of at least one licence")
        return
    for number, licence in enumerate(licences, 1):
        place = f"licence {number}"
        if not isinstance(licence, dict):
            yield wrong(place, "must be an object with name, title and path")
            continue
        for key in ("name", "title", "path"):
            yield from not_a_text(licence, key, f"{place}, {key}")
        path = licence.get("path")
        if isinstance(path, str) and not re.fullmatch(r"https?://[^\s/]+\S*", path):
            yield wrong(f"{place}, path", f"{shown(path)} is not an address with http or https")


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a description with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield place, key
            yield from _strings(inner, f"{place}, {key}" if place else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            named = inner.get("name") if isinstance(inner, dict) else None
            yield from _strings(inner, f"{place} {named if isinstance(named, str) else number}")


def _resources(package: Object) -> Iterator[Problem]:
    resources = package.get("resources")
    if not isinstance(resources, list):
        yield wrong("resources", "is missing" if resources is None else "must be a list")
        return
    named = [resource.get("name") for resource in resources if isinstance(resource, dict)]
    if lacking := [name for name in TABLES if name not in named]:
        yield wrong("", f"lacks the resources {', '.join(lacking)}")
    yield from _doubled("resources", "name", resources)
    yield from _doubled("resources", "path", resources)
    for number, resource in enumerate(resources, 1):
        if not isinstance(resource, dict):
            yield wrong(f"resource {number}", "must be an object")
        elif isinstance(resource.get("name"), str):
            yield from _resource(resource, resource["name"])
        else:
            yield wrong(f"resource {number}, name", "is missing or not a text")


def _doubled(place: str, key: str, objects: list[Any]) -> Iterator[Problem]:
    found = [str(each[key]) for each in objects if isinstance(each, dict) and key in each]
    for value in sorted({value for value in found if found.count(value) > 1}):
        yield wrong(place, f"the {key} {shown(value)} stands there twice")


def _resource(resource: Object, name: str) -> Iterator[Problem]:
    for key in ("title", "description"):
        yield from not_a_text(resource, key, f"{name}, {key}")
    if not is_plain(resource.get("path")):
        found = shown(str(resource["path"])) if "path" in resource else "missing"
        message = f"is {found}, but must be the name of a CSV file in the folder of the description"
        yield wrong(f"{name}, path", message)
    yield from _as_read(resource, "resource", name)
    for key in _UNREAD:
        if key in resource:
            yield wrong(f"{name}, {key}", "is not read here: take it out")
    yield from _dialect(resource.get("dialect", {}), f"{name}, dialect")
    schema = resource.get("schema")
    described = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict):
        yield wrong(f"{name}, schema", "is missing" if schema is None else "must be an object")
    elif not isinstance(described, list) or not described:
        yield wrong(f"{name}, schema, fields", "must be a list of at least one field")
    else:
        yield from _as_read(schema, "schema", f"{name}, schema")
        yield from _fields(described, name)


def _as_read(holder: Object, sort: str, place: str) -> Iterator[Problem]:
    for key, only in _AS_READ[sort].items():
        if key in holder and holder[key] != only:
            allowed = f"must be {only!r}" if only is not None else "is not read here: take it out"
            yield wrong(f"{place}, {key}", allowed)


def _dialect(dialect: Any, place: str) -> Iterator[Problem]:
    if not isinstance(dialect, dict):
        yield wrong(place, "must be an object")
        return
    for key, found in dialect.items():
        if key not in _DIALECT:
            yield wrong(place, f"{shown(key)} is not read here: take it out")
        elif found != _DIALECT[key]:
            yield wrong(place, f"{key} must be {_DIALECT[key]!r}, not {found!r}")


def _fields(described: list[Any], name: str) -> Iterator[Problem]:
    yield from _doubled(name, "name", described)
    for number, field in enumerate(described, 1):
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            yield wrong(f"{name}, field {number}", "must be an object with a name")
        else:
            yield from _field(field, f"{name}, {field['name']}")


def _field(field: Object, place: str) -> Iterator[Problem]:
    for key in ("type", "description"):
        yield from not_a_text(field, key, f"{place}, {key}")
    yield from _as_read(field, "field", place)
    limits = field.get("constraints", {})
    if not isinstance(limits, dict):
        yield wrong(f"{place}, constraints", "must be an object")
    else:
        yield from _limits(field, limits, place)
    if "categories" in field:
        yield from _categories(field, place)


def _limits(field: Object, limits: Object, place: str) -> Iterator[Problem]:
    for key in _LIMITS.get(str(field.get("type")), ()):
        found = limits.get(key, 0)
        if type(found) not in {int, float} or not math.isfinite(found):
            yield wrong(f"{place}, {key}", f"{shown(str(found))} is not a number")
    pattern = limits.get("pattern", "")
    try:
        re.compile(pattern)
    except (re.error, TypeError, RecursionError, OverflowError) as error:
        message = f"{shown(str(pattern))} is not a regular expression: {error}"
        yield wrong(f"{place}, pattern", message)
    enum = limits.get("enum", [])
    if not isinstance(enum, list):
        yield wrong(f"{place}, enum", "must be a list")


def _categories(field: Object, place: str) -> Iterator[Problem]:
    listed = field["categories"]
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        yield wrong(f"{place}, categories", "must be a list of objects with value and label")
        return
    for number, category in enumerate(listed, 1):
        for key in ("value", "label"):
            yield from not_a_text(category, key, f"{place}, category {number}, {key}")
    yield from _doubled(f"{place}, categories", "value", listed)
    values = [category.get("value") for category in listed]
    limits = field.get("constraints")
    enum = limits.get("enum") if isinstance(limits, dict) else None
    if isinstance(enum, list) and values != enum:
        yield wrong(f"{place}, categories", _differing(values, enum))
    elif enum is None:
        yield wrong(f"{place}, enum", "is missing, but there are categories")


def _differing(values: list[Any], enum: list[Any]) -> str:
    lacking = [str(value) for value in enum if value not in values]
    beyond = [str(value) for value in values if value not in enum]
    parts = [f"lack {', '.join(lacking)}"] * bool(lacking)
    parts += [f"have {', '.join(beyond)} beyond it"] * bool(beyond)
    return f"differ from enum: they {' and '.join(parts) or 'stand in another order'}"


def _tables(package: Object) -> Iterator[Problem]:
    """The columns that the code reads, each with its type, its labels and its duty."""
    described = {
        (resource["name"], field["name"]): field
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    for (table, name), kind in TYPES.items():
        field = described.get((table, name))
        if table in OPTIONAL and table not in {resource for resource, _ in described}:
            continue
        if field is None:
            yield wrong(table, f"lacks the field {name}")
        elif field["type"] != kind:
            found = shown(field["type"])
            yield wrong(f"{table}, {name}, type", f"is {found}, but must be {kind}")
        elif (table, name) in REQUIRED and field.get("constraints", {}).get("required") is not True:
            yield wrong(f"{table}, {name}, required", "must be true")
    for (table, name), values in LABELLED.items():
        if field := described.get((table, name)):
            yield from _labels(field, values, f"{table}, {name}, categories")


def _labels(field: Object, values: tuple[str, ...], place: str) -> Iterator[Problem]:
    listed = [category["value"] for category in field.get("categories", [])]
    if not listed:
        yield wrong(place, "are missing")
    elif lacking := [value for value in values if value not in listed]:
        yield wrong(place, f"lack {', '.join(lacking)}, which the rules name")


def _keys(package: Object) -> Iterator[Problem]:
    """The keys that the code follows, and whether each key leads to a column that is there."""
    columns = {
        resource["name"]: {field["name"] for field in resource["schema"]["fields"]}
        for resource in package["resources"]
    }
    described = []
    for resource in package["resources"]:
        name = resource["name"]
        keys = resource["schema"].get("foreignKeys", [])
        for number, key in enumerate(keys if isinstance(keys, list) else [None], 1):
            place = f"{name}, foreign key {number}"
            if (found := followed(name, key)) is None:
                yield wrong(place, "must have fields, and a reference with resource and fields")
                continue
            own, target, theirs = found
            described += [(name, *own, target)] if len(own) == 1 else []
            yield from _unknown(place, own, columns[name], name)
            yield from _unknown(place, theirs, columns.get(target, set()), target)
        primary = names(resource["schema"].get("primaryKey", []))
        yield from _unknown(f"{name}, primaryKey", primary, columns[name], name)
    for table, column, target in KEYS:
        if table in columns and (table, column, target) not in described:
            yield wrong(f"{table}, foreignKeys", f"lack the key from {column} to {target}")


def _unknown(place: str, names: list[str], columns: set[str], table: str) -> Iterator[Problem]:
    for name in names:
        if name not in columns:
            yield wrong(place, f"there is no field {name} in {table}")


def followed(table: str, key: Any) -> tuple[list[str], str, list[str]] | None:
    """The fields of a key, the table it leads to, and the fields there; None if it is no key."""
    try:
        reference = key["reference"]
        own, theirs = (names(each["fields"]) for each in (key, reference))
        target = str(reference.get("resource") or table)
    except (KeyError, TypeError, AttributeError):
        return None
    return (own, target, theirs) if own and len(own) == len(theirs) else None


def names(given: Any) -> list[str]:
    """The fields that a key names: one alone, or a list."""
    if isinstance(given, str):
        return [given]
    return [name for name in given if isinstance(name, str)] if isinstance(given, list) else []


def _said_by_frictionless(package: Object) -> Iterator[Problem]:
    """What frictionless says of a description, first of its fields, so that each has its place."""
    found = [
        problem
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        for problem in _refusals(
            Field.from_descriptor, field, f"{resource['name']}, {field['name']}"
        )
    ]
    bare = {key: value for key, value in package.items() if key != "profile"}
    with system.use_context(trusted=True):
        yield from found or _refusals(Package.from_descriptor, bare, "")


def _refusals(build: Callable[[Object], Any], described: Object, place: str) -> Iterator[Problem]:
    try:
        build(described)
    except FrictionlessException as refused:
        for reason in refused.reasons or [refused.error]:
            yield wrong(place, str(reason.note))
    except Exception as error:  # whatever it stumbles over, it stumbles over the description
        yield wrong(place, f"cannot be read ({type(error).__name__})")
