import {h, Child} from './dom';

/**
 * The few forms of Markdown that explanations use, as elements. What is not one of them stays as it
 * is written; there are no links and no HTML.
 */
export function markdown(text: string): HTMLElement {
  const root = h('div', {class: 'prose'});
  let list: HTMLElement | null = null;
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.startsWith('```')) {
      const code: string[] = [];
      while (++i < lines.length && !(lines[i] ?? '').startsWith('```')) {
        code.push(lines[i] ?? '');
      }
      root.append(h('pre', {}, code.join('\n')));
      list = null;
    } else if (/^---+$/.test(line)) {
      root.append(h('hr'));
      list = null;
    } else if (line.startsWith('- ')) {
      if (list === null) {
        list = h('ul');
        root.append(list);
      }
      list.append(h('li', {}, ...inline(line.slice(2))));
    } else if (line.startsWith('#')) {
      root.append(h('p', {}, h('strong', {}, ...inline(line.replace(/^#+ */, '')))));
      list = null;
    } else if (line.trim() === '') {
      list = null;
    } else {
      root.append(h('p', {}, ...inline(line)));
      list = null;
    }
  }
  return root;
}

function inline(text: string): Child[] {
  const parts: Child[] = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)) {
    parts.push(text.slice(at, match.index));
    parts.push(match[1] !== undefined ? h('code', {}, match[1]) : h('strong', {}, match[2] ?? ''));
    at = (match.index ?? 0) + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}
