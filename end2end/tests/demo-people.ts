/** The people that `suiro demo` tells of: who signs in as what. */
export function toldPeople(log: string): { email: string; password: string; what: string }[] {
  const lines = log.matchAll(/^ {2}(\S+@\S+) +([0-9a-f]{20}) {2}(.+)$/gm);
  return [...lines].map(([, email = "", password = "", what = ""]) => ({ email, password, what }));
}

/** Those of the company, and the account manager. */
export function demoPeople(log: string) {
  const who = (what: string) => {
    const person = toldPeople(log).find((told) => told.what === what);
    if (person === undefined) throw new Error(`There is no ${what}: ${log}`);
    return person;
  };
  return {
    admin: who("admin of Aoki Trading"),
    operator: who("operator of Aoki Trading"),
    manager: who("account manager"),
  };
}
