const statementID = /^s-[a-z2-7]{20}$/;

/** Whether an id is that of a statement; all others are slugs of entities. */
export const isStatement = (id: string): boolean => statementID.test(id);
