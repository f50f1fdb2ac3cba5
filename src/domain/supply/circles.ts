/** One thing points to another; both by name. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** For each arrow whether it lies on a circle: whether one comes back to where it begins. */
export function onCircles(arrows: readonly Arrow[]): readonly boolean[] {
  const group = groupsOf(arrows);
  return arrows.map(({ from, to }) => group.get(from) === group.get(to));
}

/** Names that reach each other share a number (Kosaraju's way, without recursion, so that no long chain is too deep). */
function groupsOf(arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const [ahead, back] = [neighbours(arrows), neighbours(arrows.map(({ from, to }) => ({ from: to, to: from })))];
  const group = new Map<string, number>();
  let number = 0;
  for (const start of finished([...ahead.keys()], ahead).reverse()) {
    if (group.has(start)) continue;
    const waiting = [start];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (group.has(name)) continue;
      group.set(name, number);
      waiting.push(...(back.get(name) ?? []));
    }
    number += 1;
  }
  return group;
}

/** Every name after all that it leads to, but for circles. */
function finished(names: readonly string[], ahead: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>();
  const order: string[] = [];
  for (const start of names) {
    const stack: { readonly name: string; at: number }[] = seen.has(start) ? [] : [{ name: start, at: 0 }];
    seen.add(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = ahead.get(top.name)?.[top.at];
      top.at += 1;
      if (next === undefined) {
        order.push(top.name);
        stack.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        stack.push({ name: next, at: 0 });
      }
    }
  }
  return order;
}

function neighbours(arrows: readonly Arrow[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { from, to } of arrows) {
    const known = all.get(from);
    if (known === undefined) all.set(from, [to]);
    else known.push(to);
    if (!all.has(to)) all.set(to, []);
  }
  return all;
}
