"""The picture of a lifecycle, drawn from its own file."""

from __future__ import annotations

from workflow.lifecycle import Lifecycle, first_state_of, states_of, steps_of


def diagram(model: type[Lifecycle]) -> str:
    """A Mermaid state diagram of the lifecycle, steps in the order they are declared."""
    labels = states_of(model)
    lines = ["stateDiagram-v2"]
    lines += [f"    {state}: {label}" for state, label in labels.items()]
    lines.append(f"    [*] --> {first_state_of(model)}")
    for step in steps_of(model):
        for source in step.sources:
            target = step.target or source
            lines.append(f"    {source} --> {target}: {step.label}")
    return "\n".join(lines) + "\n"


def table(model: type[Lifecycle]) -> str:
    """The steps as a Markdown table: label, from, to, who may."""
    labels = states_of(model)
    rows = ["| Step | From | To | Who |", "|---|---|---|---|"]
    for step in steps_of(model):
        sources = ", ".join(labels[s] for s in step.sources)
        target = labels[step.target] if step.target else "(stays)"
        rows.append(f"| {step.label} | {sources} | {target} | {step.may.words} |")
    return "\n".join(rows) + "\n"


def page(model: type[Lifecycle]) -> str:
    """The Markdown paper of one lifecycle: picture and table."""
    name = str(model._meta.verbose_name)
    title = f"# {name[:1].upper()}{name[1:]}"
    note = f"Generated from `{model.__mro__[1].__module__}` by `make diagrams`; do not edit."
    picture = f"```mermaid\n{diagram(model)}```"
    return f"{title}\n\n{note}\n\n{picture}\n\n{table(model)}"
