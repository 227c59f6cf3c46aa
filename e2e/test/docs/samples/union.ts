import ts from 'typescript';

const NO_SUCH_PROPERTY = 2339;

/**
 * Whether a sample only reads what some kinds of a union have and others do not: JavaScript gets `undefined` there, as
 * from `({ text }) => …` for a message that is none. A name that no kind has is a mistake.
 */
export function isOfSomeKind({ code, file, start }: ts.Diagnostic, checker: ts.TypeChecker): boolean {
  if (code !== NO_SUCH_PROPERTY || file === undefined || start === undefined) return false;
  const name = nodeAt(file, start);
  const type = name && typeReadBy(name.parent, checker);
  return type?.isUnion() === true && type.types.some((kind) => kind.getProperty(name!.getText(file)));
}

/** The type of what the property of a pattern or of an expression is read from. */
function typeReadBy(node: ts.Node, checker: ts.TypeChecker): ts.Type | undefined {
  if (ts.isBindingElement(node)) return checker.getTypeAtLocation(node.parent);
  return ts.isPropertyAccessExpression(node) ? checker.getTypeAtLocation(node.expression) : undefined;
}

/** The innermost node that begins at a place. */
function nodeAt(file: ts.SourceFile, start: number): ts.Identifier | undefined {
  let found: ts.Identifier | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.getStart(file) === start) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
