// The draft that is being changed: a text, and what the studio reads from it. Calls go one after the other, because
// each change is made to the text that the one before it gave.
import { at, get, post } from "./api.js";

export class Draft {
  #turn = Promise.resolve();
  #listeners = [];

  /** The draft that a link describes. */
  static async open(query) {
    const draft = new Draft();
    draft.now = await get(`${at("drafts")}?${query}`);
    draft.asked = draft.now.text;
    return draft;
  }

  /** Calls `listener(draft)` now and whenever the draft is another. */
  watch(listener) {
    this.#listeners.push(listener);
    listener(this.now);
  }

  /** Changes values, mechanisms or safeguards; throws the Problem if it cannot be, and leaves the draft as it was. */
  change(change) {
    return this.#next(() => post(at("drafts"), { text: this.now.text, change }));
  }

  /** Reads a text that was edited by hand; throws the Problem, and leaves the draft as it was. */
  read(text) {
    return this.#next(() => post(at("drafts"), { text }));
  }

  #next(call) {
    const made = this.#turn.then(call).then((draft) => {
      this.now = draft;
      history.replaceState(null, "", `?${draft.link}`);
      for (const listener of this.#listeners) listener(draft);
    });
    this.#turn = made.catch(() => {});
    return made;
  }
}
