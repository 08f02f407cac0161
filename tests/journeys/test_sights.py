"""What looks at the pages finds what is wrong with them: otherwise its silence would mean nothing."""

from __future__ import annotations

import pytest

from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAULTS = """() => {
  document.querySelector('main').innerHTML += '<img src="/nowhere.png"><input type="text">';
  const wide = document.createElement('div');
  wide.textContent = 'Too wide';
  wide.style.width = '2000px';
  document.querySelector('main').append(wide);
  console.error('A script stumbled');
}"""
INLINE = """() => document.querySelector('main').insertAdjacentHTML(
  'beforeend', '<p style="color: red">Refused by the policy</p>')"""


FOUND = (
    "image-alt",
    "label: Form elements must have labels",
    "wider than a telephone: ['div Too wide']",
    "console: A script stumbled",
    "/nowhere.png: answered 404",
    "Content Security Policy",
)


def test_faults_are_noticed(story: Story) -> None:
    """Faults put into a page are told, each of its kind."""
    someone = story.stranger()
    someone.visit("/sign-in/")
    story.sights.nothing_wrong()
    for fault in (FAULTS, INLINE):
        someone.page.evaluate(fault)
    someone.page.wait_for_load_state("networkidle")
    story.sights.seen.clear()
    story.sights.look(someone.page)
    told = "\n".join(story.sights.wrong)
    assert [said for said in FOUND if said not in told] == []
