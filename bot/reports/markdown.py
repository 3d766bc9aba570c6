"""The documentation's Markdown to wikitext, so that the help pages on the wiki say what the documentation says."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Nodes = Iterable[SyntaxTreeNode]

_PARSER = MarkdownIt("commonmark").enable("table").disable(["html_block", "html_inline"])
SPECIAL = "Special:"
"""Special pages are linked, too; every wiki knows this name of their namespace."""
_MEANINGFUL = re.compile(r"[<>\[\]{}|&]|'(?=')|~(?=~~)|_(?=_)")
_AT_LINE_START = re.compile(r"[*#:;= -]")
_IN_SLUGS = "LMN"
"""Unicode categories: letters, marks, numbers."""
_INDEX_FILE = re.compile(r"(?P<file>[^#]*)(?:#(?P<slug>.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The documents that become pages, and what the pages that they speak of are called on this wiki.

    `documents` by file name; `titles` of the pages that they become, by file name. `renamed`: what the documents say
    in code -> what it is called here; where nothing is left of a line of code, the line goes. `linked`: titles that,
    standing alone in code, become links, as special pages do.
    """

    documents: Mapping[str, str]
    titles: Mapping[str, str]
    renamed: Mapping[str, str] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()

    def anchor(self, file: str, slug: str) -> str:
        """Give the heading to which a link of the form `FILE.md#slug` leads; KeyError where there is none."""
        headings = (_plain(node) for node in _parse(self.documents[file]).walk() if node.type == "heading")
        return {slug_of(heading): heading for heading in headings}[slug]


def to_wikitext(file: str, shelf: Shelf) -> str:
    """Give a document as wikitext, without its main heading, which the page's title takes the place of.

    Raises NotImplementedError for Markdown that no wikitext is known for here, and KeyError for a link that leads
    nowhere: both are mistakes in the document.
    """
    return _Writer(file=file, shelf=shelf).blocks(_parse(shelf.documents[file]).children)


def slug_of(heading: str) -> str:
    """Give the fragment by which code forges link to a heading."""
    kept = (sign for sign in heading.lower() if sign in "-_ " or unicodedata.category(sign)[0] in _IN_SLUGS)
    return "".join(kept).replace(" ", "-")


def escape_text(text: str) -> str:
    """Give text as wikitext that people can still read: only signs that would mean something are replaced."""
    return _MEANINGFUL.sub(lambda match: f"&#{ord(match[0])};", text)


def _parse(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_PARSER.parse(text))


def _holds_blocks(items: SyntaxTreeNode) -> bool:
    """Say whether an item of a list, or of one inside it, holds more than one paragraph and further lists."""
    return any(
        not node.type.endswith("_list") or _holds_blocks(node) for item in items.children for node in item.children[1:]
    )


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.walk() if child.type in {"text", "code_inline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes one document; each kind of node has a method."""

    file: str
    shelf: Shelf

    def blocks(self, nodes: Nodes) -> str:
        return "\n\n".join(block for node in nodes if (block := self._block(node)))

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "heading":
                bars = "=" * int(node.tag[1:])
                return f"{bars} {self._inline(node)} {bars}" if len(bars) > 1 else ""
            case "paragraph":
                text = self._inline(node)
                return f"&#{ord(text[0])};{text[1:]}" if _AT_LINE_START.match(text) else text
            case "fence":
                return self._fence(node)
            case "bullet_list" | "ordered_list":
                return self._list_of_blocks(node) if _holds_blocks(node) else "\n".join(self._items(node, ""))
            case "table":
                return self._table(node)
            case _:
                raise NotImplementedError(f"{self.file}: {node.type} has no wikitext here")

    def _items(self, items: SyntaxTreeNode, prefix: str) -> Iterable[str]:
        prefix += "*" if items.type == "bullet_list" else "#"
        for item in items.children:
            yield f"{prefix} {self._inline(item.children[0])}"
            for nested in item.children[1:]:
                yield from self._items(nested, prefix)

    def _list_of_blocks(self, items: SyntaxTreeNode) -> str:
        """Give a list in tags: one made of signs at line starts ends where an item goes on in a block of its own."""
        tag = "ul" if items.type == "bullet_list" else "ol"
        entries = (
            f"<li>{self._inline(first)}{self._rest(rest)}</li>"
            for first, *rest in (item.children for item in items.children)
        )
        return "\n".join([f"<{tag}>", *entries, f"</{tag}>"])

    def _rest(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        return f"\n\n{self.blocks(nodes)}\n" if nodes else ""

    def _fence(self, node: SyntaxTreeNode) -> str:
        kept = [new for old in node.content.rstrip().splitlines() if (new := self._renamed(old)) or not old]
        code = "\n".join(kept).replace("&", "&amp;").replace("</pre", "&lt;/pre")
        return f"<pre>\n{code}\n</pre>"

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        lines = ['<div style="overflow-x:auto">', '{| class="wikitable"']
        for row in rows:
            lines += ["|-", *(self._cell(cell) for cell in row.children)]
        return "\n".join([*lines, "|}", "</div>"])

    def _cell(self, cell: SyntaxTreeNode) -> str:
        return f'! scope="col" | {self._inline(cell)}' if cell.type == "th" else f"| {self._inline(cell)}"

    def _inline(self, node: SyntaxTreeNode) -> str:
        return "".join(self._span(child) for inline in node.children for child in inline.children)

    def _span(self, node: SyntaxTreeNode) -> str:
        spans: Mapping[str, Callable[[], str]] = {
            "text": lambda: escape_text(node.content),
            "softbreak": lambda: " ",
            "strong": lambda: f"'''{self._spans(node)}'''",
            "em": lambda: f"''{self._spans(node)}''",
            "code_inline": lambda: self._code(node.content),
            "link": lambda: self._link(str(node.attrs["href"]), self._spans(node)),
        }
        if node.type not in spans:
            raise NotImplementedError(f"{self.file}: {node.type} has no wikitext here")
        return spans[node.type]()

    def _spans(self, node: SyntaxTreeNode) -> str:
        return "".join(self._span(child) for child in node.children)

    def _code(self, code: str) -> str:
        code = self._renamed(code)
        if code in self.shelf.linked or code.startswith(SPECIAL):
            return f"[[:{code}]]"
        plain = code.replace("&", "&amp;")
        return f"<code>{code}</code>" if escape_text(code) == code else f"<code><nowiki>{plain}</nowiki></code>"

    def _renamed(self, code: str) -> str:
        for said, called in self.shelf.renamed.items():
            code = code.replace(said, called)
        return code

    def _link(self, address: str, label: str) -> str:
        """Give a link to a page made from another document; a document that is no page is named without a link."""
        if address.startswith(("https://", "http://")):
            return f"[{address} {label}]"
        parts = _INDEX_FILE.fullmatch(address)
        file, slug = (parts["file"] or self.file, parts["slug"]) if parts else (address, None)
        if file not in self.shelf.titles:
            return label
        anchor = f"#{self.shelf.anchor(file, slug)}" if slug else ""
        page = "" if file == self.file and anchor else self.shelf.titles[file]
        return f"[[{page}{anchor}|{label}]]"
