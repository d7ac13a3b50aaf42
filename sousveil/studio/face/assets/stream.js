// What a job says while it goes on. The stream is closed while nobody looks, and opened again where it stopped, so that
// a tab in the background costs nothing and many tabs do not use up the connections that a browser has for one place.

/** Follows a job; `on` has a function for each kind of news: job, scene, frames, end, lost. Returns what ends it. */
export function follow(number, on) {
  let source = null, after = 0, ended = false;
  const open = () => {
    if (source || ended) return;
    source = new EventSource(`/api/jobs/${number}/stream?after=${after}`);
    const hear = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
    hear("job", on.job);
    hear("scene", on.scene);
    hear("frames", (frames) => {
      const news = frames.frames.filter((frame) => frame.number > after); // a stream that was cut begins again
      after = Math.max(after, frames.last);
      on.frames({ ...frames, frames: news });
    });
    source.addEventListener("end", () => { ended = true; close(); on.end(); });
    source.addEventListener("error", () => { on.lost(); close(); setTimeout(look, 1000); });
    source.addEventListener("open", () => on.found());
  };
  const close = () => { source?.close(); source = null; };
  const look = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", close);
  look();
  return () => { ended = true; close(); };
}
