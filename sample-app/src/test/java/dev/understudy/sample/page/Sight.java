package dev.understudy.sample.page;

import java.util.List;

import com.microsoft.playwright.Page;

/**
 * Looks at a page as one has to who sees badly, or does not see it.
 */
final class Sight {

	/** Text on a plain ground whose contrast is below 4.5 to 1. */
	private static final String PALE = """
			() => {
			  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
			  const light = ([r, g, b]) => {
			    const part = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
			    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
			  };
			  const ground = (node) => {
			    for (let at = node; at; at = at.parentElement) {
			      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
			      if (a === 1) { return [r, g, b]; }
			      if (a !== 0) { throw new Error(`half transparent: ${at.className}`); }
			    }
			    return [255, 255, 255];
			  };
			  const pale = [];
			  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			  while (walker.nextNode()) {
			    const node = walker.currentNode.parentElement;
			    const style = getComputedStyle(node);
			    if (!walker.currentNode.data.trim() || !node.getClientRects().length || node.closest('.unseen')
			        || style.visibility === 'hidden' || ['SCRIPT', 'NOSCRIPT', 'OPTION'].includes(node.tagName)) {
			      continue;
			    }
			    const [a, b] = [light(parse(style.color)), light(ground(node))].sort((x, y) => y - x);
			    const ratio = (a + 0.05) / (b + 0.05);
			    if (ratio < 4.5) {
			      pale.push(`${ratio.toFixed(2)} ${node.tagName}.${node.className}: ${walker.currentNode.data.trim()}`);
			    }
			  }
			  return pale;
			}
			""";

	/** What has no name, a name twice, or no language. */
	private static final String NAMELESS = """
			() => {
			  const found = [];
			  const name = (node) => {
			    const by = node.getAttribute('aria-labelledby');
			    return node.getAttribute('aria-label')?.trim() || (by && document.getElementById(by)?.textContent.trim())
			      || [...(node.labels ?? [])].map((label) => label.textContent.trim()).join(' ') || node.textContent.trim();
			  };
			  document.querySelectorAll('button, a, textarea, [role=log], [role=img], [tabindex], section, nav, article'
			      + '[aria-labelledby]').forEach((node) => {
			    if (!name(node)) { found.push(`no name: ${node.outerHTML.slice(0, 90)}`); }
			  });
			  document.querySelectorAll('select, input, textarea').forEach((node) => {
			    if (!node.labels.length || ![...node.labels].every((label) => label.textContent.trim())) {
			      found.push(`no label: ${node.outerHTML.slice(0, 90)}`);
			    }
			  });
			  const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
			  ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => found.push(`twice: #${id}`));
			  if (!document.documentElement.lang) { found.push('no language'); }
			  if (document.querySelectorAll('h1').length !== 1) { found.push('not one h1'); }
			  if (document.querySelectorAll('main').length !== 1) { found.push('not one main'); }
			  document.querySelectorAll('[aria-describedby]').forEach((node) => {
			    if (!document.getElementById(node.getAttribute('aria-describedby'))) { found.push('described by nothing'); }
			  });
			  document.querySelectorAll('.talk, .events').forEach((node) => {
			    if (node.tabIndex !== 0) { found.push(`cannot be scrolled with keys: ${node.className}`); }
			  });
			  return found;
			}
			""";

	/** What can be pressed and is smaller than 24 by 24. */
	private static final String TINY = """
			() => [...document.querySelectorAll('button, select, textarea')]
			  .filter((node) => node.getClientRects().length)
			  .filter((node) => node.offsetWidth < 24 || node.offsetHeight < 24)
			  .map((node) => node.outerHTML.slice(0, 90))
			""";

	private Sight() {
	}

	static List<?> pale(Page page) {
		return (List<?>) page.evaluate(PALE);
	}

	static List<?> nameless(Page page) {
		return (List<?>) page.evaluate(NAMELESS);
	}

	static List<?> tiny(Page page) {
		return (List<?>) page.evaluate(TINY);
	}

	/** How far the page is wider than the window. */
	static int sticksOut(Page page) {
		return ((Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).intValue();
	}

}
