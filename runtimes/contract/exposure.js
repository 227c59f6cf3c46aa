/** Everything that printing, logging or sending a value could show, as one text. */
export function exposureOf(value, inspect) {
  const texts = [];
  const seen = new Set();
  const look = (what) => {
    texts.push(textOf(what));
    if (typeof what !== 'object' || what === null || seen.has(what)) return;
    seen.add(what);
    for (const name of Reflect.ownKeys(what)) {
      texts.push(String(name));
      look(Reflect.get(what, name));
    }
  };
  look(value);
  texts.push(inspect(value), JSON.stringify(value) ?? '');
  return texts.join('\n');
}

function textOf(value) {
  try {
    return String(value);
  } catch {
    return '';
  }
}
