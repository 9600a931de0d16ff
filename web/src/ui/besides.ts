/** Where several symbols stand beside each other: the context that tells a panel whose it is, for its name alone. */
export const besides = Symbol('besides');
