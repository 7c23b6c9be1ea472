export function rightsTests() {}
