export function wireTests() {}
