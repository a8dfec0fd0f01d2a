// Parse pages with MDX: a JSON list of pages in, a JSON list of trees out, written as HTML. An error is an empty page.
import { text } from "node:stream/consumers";
import { createProcessor } from "@mdx-js/mdx";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";

const processor = createProcessor({ remarkPlugins: [remarkGfm, remarkFrontmatter, remarkDirective] });
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

function attributes(node) {
  const pairs = [["href", node.url], ["id", node.identifier], ["class", node.name], ["start", node.depth]];
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    const known = value && typeof value === "object" ? [value.name ?? "...", value.value?.value ?? value.value] : [name, value];
    pairs.push(["data-" + known[0], known[1] ?? ""]);
  }
  return pairs.filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`).join("");
}

function html(node) {
  if (node.type === "text") return escape(node.value);
  if (node.type === "yaml") return "";
  const tag = ["code", "inlineCode"].includes(node.type) ? "pre" : /^mdx.*(Expression|Esm)$/.test(node.type) ? "pre" : node.type;
  const inside = node.children ? node.children.map(html).join("") : escape(node.value ?? "");
  return `<${tag}${attributes(node)}>${inside}</${tag}>`;
}

const made = [];
for (const page of JSON.parse(await text(process.stdin))) {
  try {
    made.push(html(processor.parse(page)));
  } catch (error) {
    made.push(`<error class="${escape(String(error.message ?? error))}"></error>`);
  }
}
process.stdout.write(JSON.stringify(made));
