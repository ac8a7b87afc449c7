/** The time in which nobody else may register the company. Kept with the referral; see program/protection-window.ts. */
export interface Protection {
  /** When it was registered: who was first is decided by this. */
  from: Date;
  /** The last instant of a day in the program's zone. */
  until: Date;
  /** The partner was told that the end is near. Gone when the window is extended. */
  warnedAt?: Date;
  /** The last extension: by progress, or by somebody with a reason. */
  extended?: { at: Date; by: string; why?: string };
  /** It ended while the referral was open, and the partner was told. */
  endedAt?: Date;
  /** The referral came to nothing. */
  releasedAt?: Date;
}

/** Whether the company may be registered by nobody else at the instant. */
export function isProtected({ protection }: { protection?: Protection | undefined }, now: Date): boolean {
  return protection !== undefined && !protection.releasedAt && now <= protection.until;
}
