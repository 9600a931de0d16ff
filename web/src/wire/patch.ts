/** JSON Patch (RFC 6902) as the server writes it: add, replace, remove; members and elements that are there. */
export interface Operation {
  op: 'add' | 'replace' | 'remove';
  path: string;
  value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

const names = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));

const copyOf = (container: Container): Container => (Array.isArray(container) ? [...container] : { ...container });

function changeAt(container: Container, name: string, { op, value }: Operation): void {
  if (!Array.isArray(container)) {
    if (op === 'remove') delete container[name];
    else container[name] = value;
  } else if (op === 'remove') container.splice(Number(name), 1);
  else if (op === 'add') container.splice(name === '-' ? container.length : Number(name), 0, value);
  else container[Number(name)] = value;
}

/**
 * The document after the operations; the one before is left as it was, and what did not change is shared between both,
 * so that what is drawn of it need not be drawn again. Throws where a path is not there: the two have gone apart.
 */
export function patched<T>(document: T, operations: readonly Operation[]): T {
  const fresh = new Set<Container>(); // copied already, of this call alone
  const root: { document: unknown } = { document };
  const own = (parent: Container, name: string): Container => {
    const child = (parent as Record<string, unknown>)[name];
    if (child === null || typeof child !== 'object') throw new Error(`no object at "${name}"`);
    if (fresh.has(child as Container)) return child as Container;
    const copy = copyOf(child as Container);
    fresh.add(copy);
    (parent as Record<string, unknown>)[name] = copy;
    return copy;
  };
  for (const operation of operations) {
    const path = names(operation.path);
    const last = path.pop();
    if (last === undefined) root.document = operation.value;
    else changeAt(path.reduce<Container>(own, own(root, 'document')), last, operation);
  }
  return root.document as T;
}
