// WhatsApp's marks as elements: *bold*, _italic_, ~strike~, `code`, ```block```, > quote, - item, 1. item.
import { h } from './dom.js';

const TAGS = { '*': 'strong', _: 'em', '~': 's' };
const WORD = /[\p{L}\p{N}]/u;
const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/y;

/** A text with marks, as nodes. */
export function marked(text) {
  const nodes = [];
  text.split('```').forEach((part, place, parts) => {
    const isBlock = place % 2 === 1 && place < parts.length - 1;
    if (isBlock) nodes.push(h('pre', {}, part.replace(/^\n|\n$/g, '')));
    else nodes.push(...lines(place % 2 === 1 ? '```' + part : part));
  });
  return nodes;
}

const KINDS = [
  ['blockquote', /^> ?(.*)$/],
  ['ul', /^[-*] (.+)$/],
  ['ol', /^\d{1,3}\. (.+)$/],
];

function lines(text) {
  const out = [];
  let open = null;
  text.split('\n').forEach((line, place) => {
    const kind = KINDS.find(([, pattern]) => pattern.test(line));
    if (!kind) {
      if (place > 0 && !open) out.push('\n');
      open = null;
      out.push(...inline(line));
      return;
    }
    const [tag, pattern] = kind;
    const content = inline(pattern.exec(line)[1]);
    if (open?.tagName.toLowerCase() === tag) append(open, tag, content);
    else {
      open = h(tag, tag === 'ol' ? { start: Number.parseInt(line, 10) } : {});
      append(open, tag, content);
      out.push(open);
    }
  });
  return out;
}

function append(block, tag, content) {
  if (tag === 'blockquote') block.append(...(block.childNodes.length ? ['\n'] : []), ...content);
  else block.append(h('li', {}, content));
}

function inline(text) {
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push(plain);
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const found = linkAt(text, at) ?? codeAt(text, at) ?? markAt(text, at);
    if (found) {
      flush();
      out.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function linkAt(text, at) {
  if (text[at] !== 'h' || WORD.test(text[at - 1] ?? '')) return null;
  LINK.lastIndex = at;
  const match = LINK.exec(text);
  if (!match) return null;
  const node = h('a', { href: match[0], target: '_blank', rel: 'noopener noreferrer nofollow' }, match[0]);
  return { node, end: at + match[0].length };
}

function codeAt(text, at) {
  if (text[at] !== '`') return null;
  const end = text.indexOf('`', at + 1);
  return end > at + 1 ? { node: h('code', {}, text.slice(at + 1, end)), end: end + 1 } : null;
}

function markAt(text, at) {
  const tag = TAGS[text[at]];
  const opens = tag && !WORD.test(text[at - 1] ?? '') && text[at + 1] && !/\s/.test(text[at + 1]) && text[at + 1] !== text[at];
  if (!opens) return null;
  for (let end = text.indexOf(text[at], at + 2); end > 0; end = text.indexOf(text[at], end + 1)) {
    const closes = !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] ?? '');
    if (closes) return { node: h(tag, {}, inline(text.slice(at + 1, end))), end: end + 1 };
  }
  return null;
}

/** Whether a text is only one to three emoji, which are shown large. */
export function isBigEmoji(text) {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,3}$/u.test(text.trim());
}
