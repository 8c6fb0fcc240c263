// cheerio: what is HTML, and not a selector.
const isHtml = (text) => text.includes('<') && ((text.length > 2 && text.startsWith('<') && text.endsWith('>')) || /^[^#<]*<[\w\W]+>[^>]*$/.test(text));
return { isHtml };
