// Between a slider's thousand steps and the values of a parameter.

export const STEPS = 1000;
const WIDE = 50; // a range that is so many times its usual value is spread out near its low end
const CUBE = 3;

/** How a slider runs over a range: evenly, or slowly at first where most of the range is far from what is usual. */
export function scale({ low, high, kind, plausible, default: usual }) {
  const top = Math.max(plausible[1], usual, low);
  const power = high - low > WIDE * Math.max(top - low, (high - low) * 1e-6) ? CUBE : kind === "rate" && top < high / 5
    ? 2 : 1;
  const whole = kind === "count";
  return {
    step: (value) => Math.round(STEPS * ((value - low) / (high - low)) ** (1 / power)),
    value: (step) => {
      const exact = low + (high - low) * (step / STEPS) ** power;
      const rounded = whole ? Math.round(exact) : Number(exact.toPrecision(3));
      return Math.min(high, Math.max(low, rounded));
    },
  };
}
