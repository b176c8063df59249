import type { Feature } from '../domain/features.ts';
import type { Name } from '../domain/story.ts';
import type { Analysis, ConceptSpan } from '../domain/text.ts';

const nameLimits = { names: 40, headlines: 6, labelChars: 60 } as const;

const isNameSpan = ({ concept }: ConceptSpan) => concept.kind !== 'what';

/**
 * Tells which words are the names of places and actors in a text whose script has no capital letters; none in
 * another, whose names are known by them.
 */
export function nameFinder(title: Analysis | undefined, text: Analysis): (feature: Feature) => boolean {
  if (/\p{Lu}/u.test(text.text.slice(0, 2_000))) return () => false;
  const tokensOf = (analysis: Analysis | undefined) => {
    const spans = (analysis?.concepts ?? []).filter(isNameSpan);
    return new Set(
      spans.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, at) => first + at)),
    );
  };
  const tokens = { title: tokensOf(title), text: tokensOf(text) };
  return ({ kind, field, index }) => kind === 'word' && tokens[field].has(index);
}

/** Places and actors that the article names, each once, with what it lies in; those of title and lead first. */
export function namesOf(title: Analysis | undefined, text: Analysis, leadTokens: number): Name[] {
  const spans = text.concepts.filter(isNameSpan);
  const inTitle = new Map((title?.concepts ?? []).filter(isNameSpan).map((span) => [span.concept.id, span]));
  const inLead = new Set(spans.filter(({ first }) => first < leadTokens).map(({ concept }) => concept.id));
  const heads: Name[] = [];
  for (const [id, { concept, first, end }] of inTitle) {
    if (concept.isNamed !== true || !inLead.has(id) || heads.length === nameLimits.headlines) continue;
    const { text: line, tokens } = title!;
    const label = line.slice(tokens[first]!.start, tokens[end - 1]!.end).slice(0, nameLimits.labelChars);
    heads.push({ id, headline: { kind: concept.kind === 'where' ? 'place' : 'actor', label } });
  }
  const named = new Set(heads.map(({ id }) => id));
  const others = new Set(
    [...inTitle.values(), ...spans]
      .flatMap(({ concept }) => [concept.id, ...concept.within])
      .filter((id) => !named.has(id)),
  );
  return [...heads, ...[...others].map((id) => ({ id }))].slice(0, nameLimits.names);
}
