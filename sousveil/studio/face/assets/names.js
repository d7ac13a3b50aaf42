// What measures, events and groups are called, in the words of the report pages; asked for once.
import { at, get } from "./api.js";
import * as say from "./say.js";

const known = get(at("names")).catch(() => ({})); // without them a name is its own words

/** A function from a kind ("measures", "events", "groups") and a name to a few words. */
export async function names() {
  const words = await known;
  return (kind, name) => words[kind]?.[name] ?? say.words(name);
}
