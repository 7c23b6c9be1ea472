export function lastTests() {}
