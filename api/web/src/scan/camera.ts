// The camera of a shift: one permission, one stream, kept between people.

/** Why there is no picture; each has its own words. */
export type CameraRefusal = 'NOT_ALLOWED' | 'NOT_FOUND' | 'IN_USE' | 'INSECURE' | 'FAILED';

export class CameraRefused extends Error {
  constructor(readonly why: CameraRefusal) {
    super(why);
  }
}

export function refusal(failed: unknown): CameraRefusal {
  switch (failed instanceof DOMException ? failed.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'NOT_ALLOWED';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'NOT_FOUND';
    case 'NotReadableError':
    case 'AbortError':
      return 'IN_USE';
    default:
      return 'FAILED';
  }
}

const REMEMBERED = 'lz-camera';

/** Not in the types of every browser, nor in every browser. */
interface LightCapabilities extends MediaTrackCapabilities {
  torch?: boolean;
}

export class Camera {
  #stream: MediaStream | undefined;

  constructor(readonly video: HTMLVideoElement) {
    video.muted = true;
    video.playsInline = true;
  }

  get isOn(): boolean {
    return this.#stream !== undefined;
  }

  /** Whether the browser will ask, so that the page can say where to look. */
  async willAsk(): Promise<boolean> {
    try {
      return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state === 'prompt';
    } catch {
      return false;
    }
  }

  /** @throws CameraRefused */
  async start(): Promise<void> {
    // Outside https there is no such object, whatever the types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!window.isSecureContext || !devices) throw new CameraRefused('INSECURE');
    const wanted = localStorage.getItem(REMEMBERED);
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    try {
      this.#stream = await devices.getUserMedia({
        video: wanted ? { ...size, deviceId: { ideal: wanted } } : { ...size, facingMode: 'environment' },
      });
      this.video.srcObject = this.#stream;
      await this.video.play();
    } catch (failed) {
      this.stop();
      throw new CameraRefused(refusal(failed));
    }
  }

  stop(): void {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = undefined;
    this.video.srcObject = null;
  }

  /** The lenses there are; their names only after a permission. */
  async lenses(): Promise<readonly string[]> {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((one) => one.kind === 'videoinput').map((one) => one.deviceId);
  }

  /**
   * The next lens: the one a browser takes for "environment" may be a wide one that is not sharp near.
   *
   * @throws CameraRefused
   */
  async nextLens(): Promise<void> {
    const ids = await this.lenses();
    const now = this.#track?.getSettings().deviceId;
    const next = ids[(ids.indexOf(now ?? '') + 1) % Math.max(1, ids.length)];
    if (next) localStorage.setItem(REMEMBERED, next);
    this.stop();
    await this.start();
  }

  get hasTorch(): boolean {
    const track = this.#track;
    return track?.getCapabilities ? (track.getCapabilities() as LightCapabilities).torch === true : false;
  }

  async torch(on: boolean): Promise<void> {
    await this.#track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
  }

  get #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }
}
