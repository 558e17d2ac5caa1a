"""Check that nothing needs itself, neither to serve nor to be restarted."""

from collections.abc import Collection, Iterator, Sequence

from simulator.errors import Problem
from simulator.model.circles import Want, circles, never_begin
from simulator.model.complaint import complaint, repeated, unknown
from simulator.model.services import Component, Dependency, Service


def tool_problems(components: Sequence[Component]) -> Iterator[Problem]:
    """Check what components need in order to fail over or to be restarted."""
    known = dict.fromkeys(component.id for component in components)
    for component in components:
        for field in ("recovery_needs", "restart_needs"):
            tools: tuple[str, ...] = getattr(component, field)
            for number, tool in enumerate(tools):
                where = f"components.{component.id}.{field}[{number}]"
                yield from unknown(where, tool, "component", known)
                if tool == component.id:
                    yield complaint("S307", where, repr(tool), "another component than itself")
                if tool in tools[:number]:
                    yield complaint("S306", where, repr(tool), "each need once")
    yield from _restart_problems(components)


def feature_problems(service: Service, known: Collection[str]) -> Iterator[Problem]:
    """Check the features of a service and what they depend on."""
    where = f"services.{service.id}.features"
    yield from repeated(where, [feature.id for feature in service.features])
    for feature in service.features:
        named = [frozenset(need.names) for need in feature.needs]
        for number, need in enumerate(feature.needs):
            place = f"{where}.{feature.id}.needs[{number}]"
            yield from _name_problems(need, place, service.id, known)
            yield from _group_problems(need, place)
            if named[number] in named[:number]:
                shown = repr(", ".join(need.names))
                yield complaint("S306", f"{place}.on", shown, "each dependency once")


def circle_problems(services: Sequence[Service]) -> Iterator[Problem]:
    """Complain about services that cannot work without themselves, once per circle."""
    wants = {
        service.id: [
            Want(need.at_least, need.names)
            for feature in service.features
            for need in feature.needs
            if need.hard and service.id not in need.names
        ]
        for service in services
    }
    needs = {name: _named(mine) for name, mine in wants.items()}
    for circle in circles(never_begin(wants), needs):
        expected = "no circle of hard dependencies"
        hint = "give one of them a weight below 1, or something else that is enough"
        where = f"services.{circle[0]}.features"
        yield complaint("S307", where, " > ".join([*circle, circle[0]]), expected, hint)


def _restart_problems(components: Sequence[Component]) -> Iterator[Problem]:
    """Complain about components that wait for each other and have no way round."""
    wants = {
        component.id: [Want(1, (tool,)) for tool in component.restart_needs if tool != component.id]
        for component in components
        if component.bypass is None
    }
    needs = {name: _named(mine) for name, mine in wants.items()}
    for circle in circles(never_begin(wants), needs):
        expected = "no circle in which nothing has a bypass: none of them could ever be restarted"
        hint = "give one of them a bypass, or take one of these needs away"
        where = f"components.{circle[0]}.restart_needs"
        yield complaint("S307", where, " > ".join([*circle, circle[0]]), expected, hint)


def _named(wants: Sequence[Want]) -> list[str]:
    """List whom the wants name, in alphabetical order."""
    return sorted({name for want in wants for name in want.names})


def _name_problems(
    need: Dependency, place: str, service: str, known: Collection[str]
) -> Iterator[Problem]:
    for number, name in enumerate(need.names):
        where = f"{place}.on" if isinstance(need.on, str) else f"{place}.on[{number}]"
        yield from unknown(where, name, "component or service", known)
        if name == service:
            yield complaint("S307", where, repr(name), "something else than its own service")
        if name in need.names[:number]:
            yield complaint("S306", where, repr(name), "each of several once")


def _group_problems(need: Dependency, place: str) -> Iterator[Problem]:
    """Complain of more that must work than there are."""
    n_others = len(need.names)
    if need.at_least > n_others:
        found = f"{need.at_least} of {n_others}"
        hint = "name more of them in on, as a list, or ask for fewer"
        yield complaint("S309", f"{place}.at_least", found, f"at most {n_others}", hint)
