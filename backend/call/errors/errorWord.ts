/** The name of an error's kind, which providers and policies give: what is no name, or has a number or id in it, is `other`. */
export function errorWord(type: string): string {
  return /^[A-Za-z_][A-Za-z_.-]{0,63}$/.test(type) || /^http_[1-5]\d\d$/.test(type) ? type : 'other';
}
