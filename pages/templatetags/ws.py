"""The component tags and filters of every page; a template builtin, so no {% load %} is needed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages import rendering, words
from pages.charts import BarChart, LineChart
from pages.navigation import may_open
from pages.tables import STANDINGS, HeatTable, Stage, group_actions, rating_of
from workflow.jobs import label_of

register = template.Library()

# --- Words --------------------------------------------------------------------------------------

register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("money", words.money)


@register.filter
def number(value: Any, places: str | int = "") -> str:
    """`{{ 1234.5|number }}` gives 1,234.5; `{{ value|number:1 }}` keeps one decimal place."""
    return words.number(value, int(places) if places != "" else None)


@register.simple_tag(name="money")
def money_tag(value: Any, missing: str = "Not recorded") -> str:
    """`{% money contract.value %}`: £1,234,567, or words when there is no amount."""
    return words.money(value) or missing


@register.simple_tag
def quantity(value: Any, one: str, many: str = "") -> str:
    """`{% quantity 3 "child" "children" %}`: 3 children."""
    return words.quantity(value, one, many)


@register.simple_tag
def due(on: date | None, at: datetime | None) -> str:
    """`{% due expected.due now %}`: due 29 January 2027, in 12 days; or 3 days late."""
    if not on or not at:
        return ""
    found = words.due(on, at)
    return format_html(
        '<span class="ws-due ws-due--{}"><time datetime="{}">{}</time></span>',
        found.tone,
        found.on.isoformat(),
        found.words,
    )


# --- Forms --------------------------------------------------------------------------------------

register.simple_tag(rendering.control, name="control")
register.filter("options", rendering.options)
register.filter("day_parts", rendering.day_parts)
register.filter("character_limit", rendering.character_limit)


@register.filter
def field_template(bound: BoundField) -> str:
    """The template that draws a field."""
    return f"forms/{rendering.kind_of(bound)}.html"


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any = None, sentences: Any = None) -> dict[str, Any]:
    """`{% error_summary form sentences %}`: mistakes, each linked to its input, then refusals."""
    lines = list(rendering.mistakes(form)) if form and form.is_bound else []
    refusals = [rendering.Mistake(str(sentence)) for sentence in sentences or ()]
    return {"lines": [*refusals, *lines]}


# --- Records and their steps --------------------------------------------------------------------

TONES = {
    "neutral": "grey",
    "waiting": "yellow",
    "attention": "orange",
    "active": "blue",
    "good": "green",
    "bad": "red",
    "ended": "grey",
}
COLOURS = {
    *("grey", "green", "teal", "turquoise", "blue"),
    *("purple", "magenta", "red", "orange", "yellow"),
}


@register.simple_tag
def tag(text: str, tone: str = "neutral") -> str:
    """`{% tag "Overdue" "bad" %}`: neutral, waiting, attention, active, good, bad, ended."""
    colour = tone if tone in COLOURS else TONES.get(tone, "grey")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.simple_tag
def status_tag(record: Any) -> str:
    """`{% status_tag tender %}`: the record's state in words, tinted by its tone."""
    label = getattr(record, "state_label", None) or record.get_state_display()
    return tag(str(label), str(getattr(record, "state_tone", "neutral")))


@register.inclusion_tag("components/actions.html", takes_context=True)
def actions(
    context: template.Context, actions: Iterable[Any], page_url: str, nothing: str = ""
) -> dict[str, Any]:
    """`{% actions steps page_url %}`: what one can do, what stands in the way, who is next.

    `nothing` is said to whoever has no step to take.
    """
    return {
        "groups": group_actions(actions),
        "page_url": page_url,
        "nothing": nothing or "Nothing here awaits you.",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/stepper.html")
def stepper(stages: Iterable[Any], label: str = "Stages") -> dict[str, Any]:
    """`{% stepper stages "Stages of the tender" %}`: Stage objects or (label, standing) pairs."""
    listed = [one if hasattr(one, "standing") else Stage(*one) for one in stages or ()]
    wrong = [one.standing for one in listed if one.standing not in STANDINGS]
    if wrong:
        raise template.TemplateSyntaxError(f"A stage is passed, current or to come, not {wrong}.")
    return {"stages": listed, "label": label}


@register.filter
def state_words(state: str) -> str:
    """A state's key as words: in_force becomes In force."""
    return str(state).replace("_", " ").capitalize()


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any], level: int = 3) -> dict[str, Any]:
    """`{% timeline entries %}`: effective_at, actor_name, sentence, reasons, state_to of each."""
    return {"entries": entries, "level": level}


@register.filter
def job_label(job: Any) -> str:
    """What a piece of background work is, in words."""
    return str(getattr(job, "kind_label", "") or label_of(job.kind))


@register.inclusion_tag("components/progress.html")
def progress(job: Any, fragment_url: str = "", page_url: str = "") -> dict[str, Any]:
    """`{% progress job fragment_url %}`: a bar that follows background work while it runs."""
    found = getattr(job, "result_url", "") or (getattr(job, "result", None) or {}).get("url", "")
    return {
        "job": job,
        "fragment_url": fragment_url,
        "page_url": page_url,
        "result_url": found,
        "running": str(job.status) not in {"done", "failed"},
    }


@register.inclusion_tag("components/findings_table.html")
def findings_table(findings: Iterable[Any], hint: str = "") -> dict[str, Any]:
    """`{% findings_table findings "What it keeps from happening." %}`: what is wrong in a file.

    Blockers come first, by cell.
    """
    listed = list(findings or ())
    return {
        "hint": hint,
        "by_kpi": any(one.kpi for one in listed),
        "stopping": [one for one in listed if _severity(one) == "blocker"],
        "asking": [one for one in listed if _severity(one) != "blocker"],
    }


def _severity(finding: Any) -> str:
    severity = finding.severity
    word = str(getattr(severity, "value", severity)).lower()
    return "blocker" if word.startswith(("block", "stop", "error")) else "query"


# --- Lists, tables and facts --------------------------------------------------------------------


@register.simple_block_tag
def data_table(content: SafeString, caption: str, size: str = "m", hidden: bool = False) -> str:
    """`{% data_table caption="Tenders" %}<thead>…</thead><tbody>…</tbody>{% enddata_table %}`."""
    return format_html(
        '<div class="ws-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table class="govuk-table ws-table"><caption class="{}">{}</caption>{}</table></div>',
        caption,
        "govuk-visually-hidden" if hidden else f"govuk-table__caption govuk-table__caption--{size}",
        caption,
        content,
    )


@register.simple_block_tag
def facts(content: SafeString, plain: bool = False) -> str:
    """`{% facts %}{% fact "Value" value %}{% endfacts %}`: a list of labels and values."""
    extra = " govuk-summary-list--no-border" if plain else ""
    return _list_of_facts(content, extra)


def _list_of_facts(lines: SafeString, extra: str = "") -> str:
    """The list. Where no line has a change link, no third column is kept free for one."""
    if "govuk-summary-list__actions" not in lines:
        extra += " ws-facts--two-columns"
    return format_html('<dl class="govuk-summary-list{}">{}</dl>', extra, lines)


NOT_RECORDED = SafeString('<span class="ws-missing">Not recorded</span>')


@register.simple_tag
def fact(label: str, value: Any = "", url: str = "", url_text: str = "Change") -> str:
    """One line of a list of facts; an empty value reads 'Not recorded'."""
    shown = words.moment(value) if isinstance(value, date) else value
    if shown is None or shown == "":
        shown = NOT_RECORDED
    return _fact(label, shown, url, url_text)


@register.simple_block_tag
def fact_block(content: SafeString, label: str, url: str = "", url_text: str = "Change") -> str:
    """`{% fact_block "Lots" %}…{% endfact_block %}`: a line whose value is markup."""
    return _fact(label, content, url, url_text)


def _fact(label: str, value: Any, url: str, url_text: str) -> str:
    action = (
        format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a></dd>',
            url,
            url_text,
            label.lower(),
        )
        if url
        else ""
    )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if url else " govuk-summary-list__row--no-actions",
        label,
        value,
        action,
    )


@register.simple_tag
def summary_list(rows: Iterable[Sequence[Any]]) -> str:
    """`{% summary_list rows %}` of (label, value) or (label, value, change address)."""
    lines = format_html_join("", "{}", ((fact(*row),) for row in rows))
    return _list_of_facts(lines)


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """`{% empty_state "No tenders yet" "Draft one from…" url "Draft a tender" %}`."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/tile.html")
def tile(label: str, value: Any, detail: str = "", url: str = "") -> dict[str, Any]:
    """`{% tile "Returns due" 3 "2 late" url %}`, inside `<ul class="ws-tiles">`."""
    return {"label": label, "value": value, "detail": detail, "url": url}


@register.inclusion_tag("components/work_list.html")
def work_list(items: Iterable[Any], at: datetime) -> dict[str, Any]:
    """`{% work_list items now %}`: each item's kind, title, url, todo and due."""
    return {"items": items, "at": at}


@register.simple_tag
def rating(value: Any, count: int | None = None) -> str:
    """`{% rating "on" %}`: on, near, off or none, as a shape and words; with a count, '3 on'."""
    found = rating_of(value)
    said = found.label if count is None else f"{count} {found.short}"
    return format_html(
        '<span class="ws-rating ws-rating--{}">{}<span class="ws-rating__words">{}</span></span>',
        found.key,
        SHAPES[found.key],
        said,
    )


def _shape(inner: str) -> SafeString:
    return SafeString(
        '<svg class="ws-rating__shape" viewBox="0 0 16 16" width="16" height="16" '
        f'aria-hidden="true" focusable="false">{inner}</svg>'
    )


SHAPES = {
    "on": _shape('<circle cx="8" cy="8" r="7" fill="currentColor"/>'),
    "near": _shape('<path d="M8 1 15 15H1Z" fill="currentColor"/>'),
    "off": _shape('<path d="M8 0 16 8 8 16 0 8Z" fill="currentColor"/>'),
    "none": _shape('<path d="M2 8H14" stroke="currentColor" stroke-width="3"/>'),
}


@register.inclusion_tag("components/heat_table.html")
def heat_table(table: HeatTable) -> dict[str, Any]:
    """`{% heat_table table %}`: counts by rating in a grid, headings always in sight."""
    return {"table": table}


# --- Finding one's way --------------------------------------------------------------------------


@register.simple_tag
def back_link(url: str, text: str = "Back") -> str:
    """`{% back_link url "Back to the tender" %}`, in the block `before`."""
    return format_html('<a class="govuk-back-link" href="{}">{}</a>', url, text)


@register.simple_tag(takes_context=True)
def link_if(context: template.Context, url: str, text: Any) -> str:
    """`{% link_if need.get_absolute_url need %}`: a link, or the text where the reader may not go."""
    if not url or not may_open(context.get("visit"), url):
        return format_html("{}", text)
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, text)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: str) -> dict[str, Any]:
    """`{% breadcrumbs "Tenders" tenders_url "Family hubs" tender_url %}`, in the block `before`."""
    pairs = zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True)
    return {"crumbs": list(pairs)}


@register.inclusion_tag("components/sub_navigation.html")
def sub_navigation(items: Iterable[Any], label: str = "In this record") -> dict[str, Any]:
    """`{% sub_navigation items "Parts of the contract" %}`: NavItem objects as tabs that are links."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: template.Context, form: Any, clear_url: str = "", button: str = "Show"
) -> dict[str, Any]:
    """`{% filter_bar form clear_url %}`: a GET form over a list."""
    return {"form": form, "clear_url": clear_url, "button": button}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page[Any], name: str = "page", at: str = ""
) -> dict[str, Any]:
    """`{% pagination page %}`: page links that keep the address's filters; `at` is another address."""
    query = context["request"].GET.copy() if "request" in context else {}
    back = page.previous_page_number() if page.has_previous() else ""
    return {
        "page": page,
        "at": at,
        "links": [_page_link(query, name, mark) for mark in _page_marks(page)],
        "previous": _page_link(query, name, back)[1],
        "next": _page_link(query, name, page.next_page_number())[1] if page.has_next() else "",
    }


def _page_marks(page: Page[Any]) -> Iterable[Any]:
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def _page_link(query: Any, name: str, mark: Any) -> tuple[Any, str]:
    if not isinstance(mark, int):
        return mark, ""
    if not query:
        return mark, f"?{name}={mark}"
    kept = query.copy()
    kept[name] = str(mark)
    return mark, f"?{kept.urlencode()}"


# --- Charts -------------------------------------------------------------------------------------


@register.inclusion_tag("components/chart_line.html")
def line_chart(chart: LineChart, open_table: bool = False) -> dict[str, Any]:
    """`{% line_chart chart %}`: a picture, its key, and the table with every number."""
    return {"chart": chart, "open_table": open_table}


@register.inclusion_tag("components/chart_bar.html")
def bar_chart(chart: BarChart, open_table: bool = False) -> dict[str, Any]:
    """`{% bar_chart chart %}`: horizontal bars and the table with every number."""
    return {"chart": chart, "open_table": open_table}
