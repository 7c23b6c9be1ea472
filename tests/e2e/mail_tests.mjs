export function mailTests() {}
