// Render pages with the Markdown renderer of VitePress: a JSON list of pages in, a JSON list of HTML out.
import { text } from "node:stream/consumers";
import { createMarkdownRenderer } from "vitepress";

const renderer = await createMarkdownRenderer(".", { attrs: {} }, "/");
const made = [];
for (const page of JSON.parse(await text(process.stdin))) {
  const env = { path: "page.md", relativePath: "page.md", cleanUrls: false, includes: [] };
  made.push(await (renderer.renderAsync ?? renderer.render).call(renderer, page, env));
}
process.stdout.write(JSON.stringify(made));
