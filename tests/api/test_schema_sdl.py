"""The schema that is served is the schema that is published, and keeps what was promised."""

from pathlib import Path

from graphql import (
    GraphQLInputObjectType,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    parse,
    print_ast,
)

from api.schema import core_schema, sdl

ROOT = Path(__file__).parents[2]
WITH_FIELDS = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode, InputObjectTypeDefinitionNode)


def test_schema_file_is_up_to_date() -> None:
    published = (ROOT / "api" / "schema.graphql").read_text(encoding="utf-8")
    assert published == sdl(), "run `make schema`"


def test_schema_keeps_the_contract(shared: Path) -> None:
    promised = parse((shared / "contract" / "schema.graphql").read_text(encoding="utf-8"))
    wanted = {
        f"{definition.name.value}.{field.name.value}: {print_ast(field.type)}"
        for definition in promised.definitions
        if isinstance(definition, WITH_FIELDS)
        for field in definition.fields or ()
    }
    have = {
        f"{name}.{field}: {made.type}"
        for name, kind in core_schema().type_map.items()
        for field, made in getattr(kind, "fields", {}).items()
    }
    assert len(wanted) > 40
    assert wanted <= have, sorted(wanted - have)


def test_schema_keeps_the_arguments_of_the_contract(shared: Path) -> None:
    promised = parse((shared / "contract" / "schema.graphql").read_text(encoding="utf-8"))
    wanted = {
        f"{definition.name.value}.{field.name.value}({argument.name.value}: {print_ast(argument.type)})"
        for definition in promised.definitions
        if isinstance(definition, ObjectTypeDefinitionNode)
        for field in definition.fields or ()
        for argument in field.arguments or ()
    }
    have = {
        f"{name}.{field}({argument}: {given.type})"
        for name, kind in core_schema().type_map.items()
        for field, made in getattr(kind, "fields", {}).items()
        for argument, given in getattr(made, "args", {}).items()
    }
    assert len(wanted) > 20
    assert wanted <= have, sorted(wanted - have)


def test_schema_describes_every_input_field() -> None:
    bare = [
        f"{name}.{field}"
        for name, kind in core_schema().type_map.items()
        if isinstance(kind, GraphQLInputObjectType)
        for field, made in kind.fields.items()
        if not made.description
    ]
    assert bare == []
