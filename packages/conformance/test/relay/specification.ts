/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** The text of each section by its anchor, that of the sections within it aside; white space is single, table borders too. */
export function sectionsOf(markdown: string): Map<string, string> {
  const sections = new Map<string, string>();
  let anchor = '';
  let isCode = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : /^#{1,6} (.*)$/.exec(line)?.[1];
    if (heading !== undefined) anchor = anchorOf(heading);
    else sections.set(anchor, `${sections.get(anchor) ?? ''} ${line.replace(/^\s*(\||[-*>] )|\|\s*$/g, '')}`);
  }
  return new Map([...sections].map(([name, text]) => [name, text.replace(/\s+/g, ' ').trim()]));
}

export interface Sentence {
  readonly section: string;
  readonly sentence: string;
}

/** The sentences of the prose, each with its section: of paragraphs, and of the items of lists; tables and code aside. */
export function sentencesOf(markdown: string): readonly Sentence[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/^\|.*$/gm, '');
  const blocks = prose.split(/\n\s*\n|\n(?=\s*(?:-|\d+\.) )|(?<=^#.*)\n/m);
  let section = '';
  return blocks.flatMap((block) => {
    const heading = /^#{1,6} (.*)$/.exec(block.trim())?.[1];
    if (heading !== undefined) section = anchorOf(heading);
    if (heading !== undefined) return [];
    const text = block
      .replace(/^\s*(?:-|\d+\.) /, '')
      .replace(/\s+/g, ' ')
      .trim();
    return text.split(/(?<=[.:;])\s/).map((sentence) => ({ section, sentence }));
  });
}
