const STEP_MS = 500;
const INERTIA = 0.7;

/** How fast bytes move, smoothed so that the time left does not jump about. */
export class Pace {
  private measuredAt: number | null = null;
  private measuredBytes = 0;
  bytesPerSecond = 0;

  /** Takes note of the bytes sent by `now` (milliseconds of a steady clock). */
  note(sentBytes: number, now: number): void {
    if (this.measuredAt === null) {
      this.measuredAt = now;
      this.measuredBytes = sentBytes;
      return;
    }
    const elapsed = now - this.measuredAt;
    if (elapsed < STEP_MS) return;
    const current = Math.max(0, sentBytes - this.measuredBytes) / (elapsed / 1000);
    this.bytesPerSecond = this.bytesPerSecond === 0 ? current : this.bytesPerSecond * INERTIA + current * (1 - INERTIA);
    this.measuredAt = now;
    this.measuredBytes = sentBytes;
  }

  /** Returns the seconds that `bytes` will take, or `null` while nobody can say. */
  secondsFor(bytes: number): number | null {
    return this.bytesPerSecond > 1 ? bytes / this.bytesPerSecond : null;
  }
}
