"""Writes and reads side-by-side markup for tests, independently of the package."""

from __future__ import annotations

import re

PAIR = re.compile(
    r'<span data-ttu-id="([^"]*)">(.*?)</span><span class="sxs-lookup"><span data-stu-id="([^"]*)">(.*?)</span></span>',
    re.DOTALL,
)


def pair(pair_id: str, target: str, source: str, quote: str = '"') -> str:
    """Return the markup of one pair."""
    return (
        f"<span data-ttu-id={quote}{pair_id}{quote}>{target}</span><span class={quote}sxs-lookup{quote}>"
        f"<span data-stu-id={quote}{pair_id}{quote}>{source}</span></span>"
    )
