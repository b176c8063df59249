import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Everything that reads a stranger's text. */
const rooms = ['shared', 'cli', 'functions'];

/** A pattern that is written in a file. */
export interface Literal {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
}

/** A place that makes patterns at run time, named after the function or the constant that it stands in. */
export interface Built {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** Made once, when the module is loaded: there is one pattern, not one for each call. */
  readonly isConstant: boolean;
}

export interface Found {
  readonly literals: readonly Literal[];
  readonly built: readonly Built[];
}

export function patternsOf(root: string): Found {
  const found = rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    )
    .filter((file) => /\.m?[jt]s$/u.test(file) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => patternsIn(file, readFileSync(join(root, file), 'utf8')));
  return { literals: found.flatMap((one) => one.literals), built: found.flatMap((one) => one.built) };
}

export function patternsIn(file: string, text: string): Found {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const literals: Literal[] = [];
  const built: Built[] = [];
  const visit = (node: ts.Node) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      literals.push({ file, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (makesPatterns(node)) built.push({ file, line, ...placeOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { literals, built };
}

/**
 * `RegExp` used as a value, called or handed on under another name; and a string given to a method that makes a
 * pattern of it.
 */
function makesPatterns(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [given] = node.arguments;
    const isText = given !== undefined && (ts.isStringLiteralLike(given) || ts.isTemplateExpression(given));
    return isText && /^(?:match|matchAll|search)$/u.test(node.expression.name.text);
  }
  if (!ts.isIdentifier(node) || node.text !== 'RegExp') return false;
  const { parent } = node;
  const isType = ts.isTypeReferenceNode(parent) || ts.isExpressionWithTypeArguments(parent);
  const isAsked =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return !isType && !isAsked;
}

function placeOf(node: ts.Node): { name: string; isConstant: boolean } {
  let name = '';
  let isConstant = true;
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) isConstant = false;
    if (ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at)) name = at.name?.getText() ?? name;
  }
  return { name, isConstant };
}
